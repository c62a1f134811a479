using Azure;

namespace Metarr.LocalRuntime.Tables;

/// <summary>A query that is asked page by page, each when it is needed.</summary>
/// <param name="nextPage">Asks for the page that a continuation token names (null: the first), of at most so many items.</param>
/// <param name="maxPerPage">The most items that a page may have; null leaves it to the service.</param>
/// <param name="cancellationToken">Ends the query.</param>
internal sealed class PagedQuery<T>(
    Func<string?, int?, CancellationToken, Task<Page<T>>> nextPage, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    /// <inheritdoc />
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await nextPage(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
