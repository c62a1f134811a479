namespace Microsoft.DurableTask;

/// <summary>Results that are fetched page by page.</summary>
/// <typeparam name="T">The type of a result.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The results as pages.</summary>
    /// <param name="continuationToken">Where to begin; <c>null</c> for the beginning.</param>
    /// <param name="pageSizeHint">How many results a page should have.</param>
    /// <returns>The pages.</returns>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = default, int? pageSizeHint = default);

    /// <summary>The results one by one.</summary>
    /// <param name="cancellationToken">Stops the fetching of further pages.</param>
    /// <returns>The enumerator.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }
}
