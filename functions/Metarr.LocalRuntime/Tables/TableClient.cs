using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Metarr.LocalRuntime.Tables;

namespace Azure.Data.Tables;

/// <summary>One table of a storage account.</summary>
public partial class TableClient
{
    private readonly TableConnection connection;

    /// <summary>A client by connection string.</summary>
    /// <param name="connectionString">With an account key, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="tableName">The table; it need not exist.</param>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>A client by connection string.</summary>
    /// <param name="connectionString">With an account key, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="tableName">The table; it need not exist.</param>
    /// <param name="options">Retries, transport and diagnostics.</param>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableConnection.To(connectionString, options), tableName)
    {
    }

    /// <summary>A client that signs in with tokens, such as those of a managed identity.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="tableName">The table; it need not exist.</param>
    /// <param name="tokenCredential">Where tokens come from.</param>
    /// <param name="options">Retries, transport and diagnostics.</param>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableConnection.To(endpoint, tokenCredential, options), tableName)
    {
    }

    /// <summary>A client that signs with an account key.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="tableName">The table; it need not exist.</param>
    /// <param name="credential">The account and its key.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>A client that signs with an account key.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="tableName">The table; it need not exist.</param>
    /// <param name="credential">The account and its key.</param>
    /// <param name="options">Retries, transport and diagnostics.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableConnection.To(endpoint, credential, options), tableName)
    {
    }

    /// <summary>A client for mocking.</summary>
    protected TableClient()
    {
        connection = null!;
        Name = null!;
    }

    internal TableClient(TableConnection connection, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.connection = connection;
        Name = tableName;
    }

    /// <summary>The name of the table.</summary>
    public virtual string Name { get; }

    /// <summary>The name of the account.</summary>
    public virtual string AccountName => connection.AccountName;

    /// <summary>The address of the table.</summary>
    public virtual Uri Uri => new($"{connection.Address}/{Name}");

    /// <summary>Creates the table.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">It exists (409), or the service refused otherwise.</exception>
    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        CreateTableAsync(TableWords.Created, cancellationToken);

    /// <summary>Creates the table unless it exists.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await CreateTableAsync(TableWords.CreatedOrConflict, cancellationToken);
        var raw = response.GetRawResponse();
        // The other conflict is a table that is still being deleted.
        if (raw.Status != 409) return response;
        var conflict = new RequestFailedException(raw);
        if (conflict.ErrorCode is not { } code || TableErrorCode.TableAlreadyExists != code) throw conflict;
        return response;
    }

    /// <summary>Deletes the table with all that is in it; a table that does not exist is answered with 404 and no exception.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = connection.CreateMessage(RequestMethod.Delete, EntityPath.TableItem(Name), TableWords.DeletedOrMissing);
        return await connection.SendAsync(message, cancellationToken);
    }

    private async Task<Response<TableItem>> CreateTableAsync(ResponseClassifier expected, CancellationToken cancellationToken)
    {
        using var message = connection.CreateMessage(RequestMethod.Post, "/Tables", expected);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", TableWords.Json);
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = Name });
        message.Request.Content = RequestContent.Create(body);
        var response = await connection.SendAsync(message, cancellationToken);
        return Response.FromValue(new TableItem(Name), response);
    }
}
