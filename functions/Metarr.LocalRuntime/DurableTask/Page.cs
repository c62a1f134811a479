namespace Microsoft.DurableTask;

/// <summary>One page of results.</summary>
/// <typeparam name="T">The type of a result.</typeparam>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>A page.</summary>
    /// <param name="values">The results on this page.</param>
    /// <param name="continuationToken">Where the next page begins; <c>null</c> on the last.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <c>null</c>.</exception>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>The results on this page.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next page begins; <c>null</c> on the last.</summary>
    public string? ContinuationToken { get; }
}
