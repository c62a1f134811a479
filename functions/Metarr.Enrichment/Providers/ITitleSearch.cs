using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers;

/// <summary>A provider that finds titles by what they are called.</summary>
public interface ITitleSearch
{
    /// <summary>Finds the title of a name and year; only what has this very name and year counts, nothing is guessed.</summary>
    /// <param name="request">The title that is looked for.</param>
    /// <param name="cancellationToken">Ends the wait; the only thing that makes this throw.</param>
    /// <returns>The one title, or why there is not one.</returns>
    Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken);
}

/// <summary>What is looked for.</summary>
/// <param name="Kind">The sort of title.</param>
/// <param name="Title">What it is called, in the library's language or its own.</param>
/// <param name="Year">The year of its first release.</param>
/// <param name="Language">The library's language (ISO 639-1, with a region if any).</param>
public sealed record SearchRequest(TitleKind Kind, string Title, int Year, string Language);

/// <summary>A title that a search found.</summary>
/// <param name="TmdbId">TMDB's number.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Year">The year of its first release.</param>
public sealed record FoundTitle(int TmdbId, string Title, int Year);

/// <summary>What came of a search.</summary>
public abstract record SearchAnswer
{
    private SearchAnswer()
    {
    }

    /// <summary>One title has this name and year.</summary>
    /// <param name="Title">The title.</param>
    public sealed record Found(FoundTitle Title) : SearchAnswer;

    /// <summary>Several have.</summary>
    /// <param name="Titles">All of them.</param>
    public sealed record Ambiguous(EquatableList<FoundTitle> Titles) : SearchAnswer;

    /// <summary>None has.</summary>
    public sealed record None : SearchAnswer;

    /// <summary>Nobody could be asked.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Unknown(string Reason) : SearchAnswer;
}
