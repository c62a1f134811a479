using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Metarr.LocalRuntime.Tables;

namespace Azure.Data.Tables;

/// <summary>The tables of one storage account.</summary>
public class TableServiceClient
{
    private readonly TableConnection connection;

    /// <summary>A client by connection string.</summary>
    /// <param name="connectionString">With an account key, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>A client by connection string.</summary>
    /// <param name="connectionString">With an account key, or <c>UseDevelopmentStorage=true</c>.</param>
    /// <param name="options">Retries, transport and diagnostics.</param>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        connection = TableConnection.To(connectionString, options);

    /// <summary>A client that signs in with tokens, such as those of a managed identity.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="tokenCredential">Where tokens come from.</param>
    /// <param name="options">Retries, transport and diagnostics.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        connection = TableConnection.To(endpoint, tokenCredential, options);

    /// <summary>A client that signs with an account key.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="credential">The account and its key.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>A client that signs with an account key.</summary>
    /// <param name="endpoint">The address of the account's table service.</param>
    /// <param name="credential">The account and its key.</param>
    /// <param name="options">Retries, transport and diagnostics.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        connection = TableConnection.To(endpoint, credential, options);

    /// <summary>A client for mocking.</summary>
    protected TableServiceClient() => connection = null!;

    /// <summary>The name of the account.</summary>
    public virtual string AccountName => connection.AccountName;

    /// <summary>The address of the account's table service.</summary>
    public virtual Uri Uri => connection.Endpoint;

    /// <summary>Makes an OData filter; the values put into the text are quoted and escaped.</summary>
    /// <param name="filter">An interpolated filter.</param>
    /// <exception cref="ArgumentException">A value is of a type that OData has no literal for.</exception>
    public static string CreateQueryFilter(FormattableString filter) => ODataLiteral.Fill(filter);

    /// <summary>A client of one table, over the same connection.</summary>
    /// <param name="tableName">The table; it need not exist.</param>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(connection, tableName);
    }

    /// <summary>Creates a table.</summary>
    /// <param name="tableName">Its name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">It exists (409), or the service refused otherwise.</exception>
    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateAsync(cancellationToken);

    /// <summary>Creates a table unless it exists.</summary>
    /// <param name="tableName">Its name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Deletes a table with all that is in it; a table that does not exist is answered with 404 and no exception.</summary>
    /// <param name="tableName">Its name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);

    /// <summary>Lists the tables.</summary>
    /// <param name="filter">An OData filter on <c>TableName</c>; null for all tables.</param>
    /// <param name="maxPerPage">The most tables that a page may have.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new PagedQuery<TableItem>((token, size, cancellation) => ReadPageAsync(filter, token, size, cancellation), maxPerPage, cancellationToken);

    private async Task<Page<TableItem>> ReadPageAsync(
        string? filter, string? continuationToken, int? pageSize, CancellationToken cancellationToken)
    {
        using var message = connection.CreateMessage(RequestMethod.Get, "/Tables", TableWords.Ok);
        ContinuationToken.AppendQuery(message.Request.Uri, filter, null, pageSize);
        if (continuationToken is not null)
            message.Request.Uri.AppendQuery("NextTableName", continuationToken);
        var response = await connection.SendAsync(message, cancellationToken);
        using var document = JsonDocument.Parse(response.Content.ToMemory());
        var tables = document.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString()!))
            .ToList();
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(tables, string.IsNullOrEmpty(next) ? null : next, response);
    }
}
