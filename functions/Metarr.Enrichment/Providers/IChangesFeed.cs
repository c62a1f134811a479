using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers;

/// <summary>A provider that lists what has changed, so that a scheduled refresh need not ask for every title.</summary>
public interface IChangesFeed
{
    /// <summary>The longest time that can be asked for.</summary>
    TimeSpan LongestWindow { get; }

    /// <summary>Lists what changed between two days, both included.</summary>
    /// <param name="kind">The sort of title.</param>
    /// <param name="from">The first day (UTC).</param>
    /// <param name="to">The last day (UTC), at most <see cref="LongestWindow"/> after the first.</param>
    /// <param name="cancellationToken">Ends the wait; the only thing that makes this throw.</param>
    /// <returns>The changed titles, or why they are not known.</returns>
    Task<ChangesAnswer> ChangedBetweenAsync(TitleKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>What came of asking for changes.</summary>
public abstract record ChangesAnswer
{
    private ChangesAnswer()
    {
    }

    /// <summary>The list is complete.</summary>
    /// <param name="TmdbIds">TMDB's numbers of the changed titles.</param>
    public sealed record Listed(IReadOnlySet<int> TmdbIds) : ChangesAnswer;

    /// <summary>There is no list, or only a part of it.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Unknown(string Reason) : ChangesAnswer;
}
