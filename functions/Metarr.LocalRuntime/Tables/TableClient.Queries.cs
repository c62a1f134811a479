using System.Linq.Expressions;
using Azure.Core;
using Metarr.LocalRuntime.Tables;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Makes an OData filter; the values put into the text are quoted and escaped.</summary>
    /// <param name="filter">An interpolated filter.</param>
    /// <exception cref="ArgumentException">A value is of a type that OData has no literal for.</exception>
    public static string CreateQueryFilter(FormattableString filter) => ODataLiteral.Fill(filter);

    /// <summary>Makes an OData filter of a comparison in C#.</summary>
    /// <typeparam name="T">The type of the entities.</typeparam>
    /// <param name="filter">Comparisons of columns with values, joined by and, or and not.</param>
    /// <exception cref="NotSupportedException">The expression has no counterpart in OData.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => ODataExpression.Translate(filter);

    /// <summary>Reads the entities for which a comparison holds.</summary>
    /// <typeparam name="T">The type of the entities, with a constructor without parameters.</typeparam>
    /// <param name="filter">Comparisons of columns with values, joined by and, or and not.</param>
    /// <param name="maxPerPage">The most entities that a page may have; the service gives no more than 1,000.</param>
    /// <param name="select">The columns to read; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="NotSupportedException">The expression has no counterpart in OData.</exception>
    /// <exception cref="RequestFailedException">The service refused; thrown while the result is read.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(ODataExpression.Translate(filter), maxPerPage, select, cancellationToken);

    /// <summary>Reads the entities for which a filter holds.</summary>
    /// <typeparam name="T">The type of the entities, with a constructor without parameters.</typeparam>
    /// <param name="filter">An OData filter; null for all entities.</param>
    /// <param name="maxPerPage">The most entities that a page may have; the service gives no more than 1,000.</param>
    /// <param name="select">The columns to read; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="RequestFailedException">The service refused; thrown while the result is read.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var columns = select is null ? null : string.Join(',', select);
        return new PagedQuery<T>(
            (token, size, cancellation) => ReadPageAsync<T>(filter, columns, token, size, cancellation), maxPerPage, cancellationToken);
    }

    /// <summary>Performs all actions or none. They are of one partition, each of another entity, at most a hundred.</summary>
    /// <param name="transactionActions">The actions.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answers to the actions, in their order.</returns>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">An action was refused, and nothing was changed.</exception>
    /// <exception cref="RequestFailedException">The service refused the whole.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions.ToList();
        if (actions.Count == 0)
            throw new InvalidOperationException("Batch operations must not be empty.");
        var content = TransactionContent.Of(connection.Address, Name, actions);
        using var message = connection.CreateMessage(RequestMethod.Post, "/$batch", TableWords.Accepted);
        message.Request.Headers.Add("Content-Type", content.ContentType);
        message.Request.Content = RequestContent.Create(content.Body);
        var response = await connection.SendAsync(message, cancellationToken);
        return Response.FromValue(TransactionResponse.Read(response), response);
    }

    private async Task<Page<T>> ReadPageAsync<T>(
        string? filter, string? select, string? continuationToken, int? pageSize, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        using var message = connection.CreateMessage(RequestMethod.Get, EntityPath.Query(Name), TableWords.Ok);
        ContinuationToken.AppendQuery(message.Request.Uri, filter, select, pageSize);
        ContinuationToken.Append(message.Request.Uri, continuationToken);
        var response = await connection.SendAsync(message, cancellationToken);
        return Page<T>.FromValues(EntityReader.ReadPage<T>(response), ContinuationToken.Of(response), response);
    }
}
