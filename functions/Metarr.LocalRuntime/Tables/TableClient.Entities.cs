using System.Buffers;
using System.Text.Json;
using Azure.Core;
using Metarr.LocalRuntime.Tables;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Adds an entity that must not exist.</summary>
    /// <typeparam name="T">The type of the entity.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">It exists (409), the table does not (404), or the service refused otherwise.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        using var message = CreateMessage(TableTransactionActionType.Add, entity, default);
        message.Request.Headers.Add("Prefer", "return-no-content");
        return await connection.SendAsync(message, cancellationToken);
    }

    /// <summary>Adds an entity, or merges into or replaces the one that exists.</summary>
    /// <typeparam name="T">The type of the entity.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="mode">What becomes of columns that the entity does not name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">The table does not exist (404), or the service refused otherwise.</exception>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        using var message = CreateMessage(UpdateOf(mode), entity, default);
        return await connection.SendAsync(message, cancellationToken);
    }

    /// <summary>Merges into or replaces an entity that must exist.</summary>
    /// <typeparam name="T">The type of the entity.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="ifMatch">The version that must be there; <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">What becomes of columns that the entity does not name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is not set.</exception>
    /// <exception cref="RequestFailedException">
    /// Another version is there (412), the entity does not exist (404), or the service refused otherwise.
    /// </exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        using var message = CreateMessage(UpdateOf(mode), entity, ifMatch);
        return await connection.SendAsync(message, cancellationToken);
    }

    /// <summary>Reads an entity.</summary>
    /// <typeparam name="T">The type of the entity, with a constructor without parameters.</typeparam>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its row.</param>
    /// <param name="select">The columns to read; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">It does not exist (404), or the service refused otherwise.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGetMessage(partitionKey, rowKey, select, TableWords.Ok);
        var response = await connection.SendAsync(message, cancellationToken);
        return Response.FromValue(EntityReader.ReadOne<T>(response), response);
    }

    /// <summary>Reads an entity that may not exist.</summary>
    /// <typeparam name="T">The type of the entity, with a constructor without parameters.</typeparam>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its row.</param>
    /// <param name="select">The columns to read; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The entity, or no value where there is none.</returns>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGetMessage(partitionKey, rowKey, select, TableWords.OkOrMissing);
        var response = await connection.SendAsync(message, cancellationToken);
        return response.Status == 404
            ? new NoValue<T>(response)
            : Response.FromValue(EntityReader.ReadOne<T>(response), response);
    }

    /// <summary>Deletes an entity; one that does not exist is answered with 404 and no exception.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its row.</param>
    /// <param name="ifMatch">The version that must be there; the default is <see cref="ETag.All"/>, any version.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">Another version is there (412), or the service refused otherwise.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var path = EntityPath.Entity(Name, partitionKey, rowKey);
        using var message = connection.CreateMessage(RequestMethod.Delete, path, TableWords.DeletedOrMissing);
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await connection.SendAsync(message, cancellationToken);
    }

    /// <summary>Deletes an entity; one that does not exist is answered with 404 and no exception.</summary>
    /// <param name="entity">The entity; its own ETag is not looked at.</param>
    /// <param name="ifMatch">The version that must be there; the default is <see cref="ETag.All"/>, any version.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">Another version is there (412), or the service refused otherwise.</exception>
    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private static void RequireKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity.PartitionKey));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity.RowKey));
    }

    private static TableTransactionActionType UpdateOf(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => TableTransactionActionType.UpsertMerge,
        TableUpdateMode.Replace => TableTransactionActionType.UpsertReplace,
        _ => throw new ArgumentException($"Unexpected value for mode: {mode}", nameof(mode)),
    };

    private HttpMessage CreateMessage(TableTransactionActionType action, ITableEntity entity, ETag ifMatch)
    {
        var (method, path) = EntityPath.Of(action, Name, entity);
        var message = connection.CreateMessage(method, path, TableWords.Created);
        message.Request.Headers.Add("Content-Type", TableWords.Json);
        if (ifMatch != default)
            message.Request.Headers.Add("If-Match", ifMatch.ToString());
        var body = new ArrayBufferWriter<byte>();
        using (var json = EntityWriter.To(body))
            EntityWriter.Write(json, entity);
        message.Request.Content = RequestContent.Create(body.WrittenMemory);
        return message;
    }

    private HttpMessage CreateGetMessage(
        string partitionKey, string rowKey, IEnumerable<string>? select, ResponseClassifier expected)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var message = connection.CreateMessage(RequestMethod.Get, EntityPath.Entity(Name, partitionKey, rowKey), expected);
        ContinuationToken.AppendQuery(message.Request.Uri, null, select is null ? null : string.Join(',', select), null);
        return message;
    }

    private sealed class NoValue<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T Value => throw new InvalidOperationException("There is no entity of these keys; ask HasValue first.");

        public override Response GetRawResponse() => response;
    }
}
