using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Library;

/// <summary>An id that somebody states of a title, and that is not the one the title has.</summary>
/// <remarks>
/// One of both is wrong, or one title was taken for another, and nobody but a person can tell. So it changes nothing by itself, and is told
/// with its source. Only a title that was deleted where it came from and comes back under another TMDB number takes that number.
/// </remarks>
/// <param name="Source">Who states it: a provider, or <c>request</c> for who registers the title.</param>
/// <param name="Id">Whose id it is: <c>tmdb</c>, <c>imdb</c> or <c>tvdb</c>.</param>
/// <param name="Stated">The id that is stated.</param>
/// <param name="Known">The id that the title has.</param>
public sealed record IdContradiction(string Source, string Id, string Stated, string Known)
{
    /// <summary>The source of what is told by who registers a title.</summary>
    public const string Request = "request";

    /// <summary>Finds what contradicts in two sets of ids; an id that one of them lacks contradicts nothing.</summary>
    /// <param name="source">Who states the ids.</param>
    /// <param name="stated">The ids that are stated.</param>
    /// <param name="known">The ids that the title has.</param>
    /// <returns>The contradictions: at most one for TMDB's, IMDb's and TheTVDB's id each.</returns>
    public static EquatableList<IdContradiction> Between(string source, ExternalIds stated, ExternalIds known) =>
    [
        .. new (string Id, string? Stated, string? Known)[]
        {
            (ProviderNames.Tmdb, $"{stated.TmdbId}", $"{known.TmdbId}"),
            ("imdb", stated.ImdbId, known.ImdbId),
            (ProviderNames.Tvdb, $"{stated.TvdbId}", $"{known.TvdbId}"),
        }
        .Where(pair => !string.IsNullOrEmpty(pair.Stated) && !string.IsNullOrEmpty(pair.Known) && pair.Stated != pair.Known)
        .Select(pair => new IdContradiction(source, pair.Id, pair.Stated!, pair.Known!)),
    ];
}
