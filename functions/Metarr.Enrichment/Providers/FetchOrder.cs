using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers;

/// <summary>In what order providers are asked about a title.</summary>
public static class FetchOrder
{
    /// <summary>The providers to ask, in waves: those of one wave at the same time, the next wave when it has answered.</summary>
    /// <remarks>
    /// All at once, unless the title lacks an id that some provider looks it up by: then those that state ids come first. Movies are
    /// looked up by TMDB's and IMDb's ids, all else by TheTVDB's too.
    /// </remarks>
    /// <param name="kind">The sort of title.</param>
    /// <param name="known">What is known of its ids.</param>
    /// <param name="providers">All providers; those that are not configured, or know nothing of this sort of title, are left out.</param>
    /// <returns>One or two waves of names, none of them empty; no wave when there is nobody to ask.</returns>
    public static EquatableList<EquatableList<string>> Waves(
        TitleKind kind, ExternalIds known, IEnumerable<IMetadataProvider> providers)
    {
        var asked = providers.Where(provider => provider.IsConfigured && provider.Supports(kind)).ToList();
        var lacksIds = known.TmdbId is null || known.ImdbId is null || (kind is not TitleKind.Movie && known.TvdbId is null);
        return
        [
            .. asked
                .GroupBy(provider => lacksIds && !provider.StatesIds)
                .OrderBy(wave => wave.Key)
                .Select(wave => wave.Select(provider => provider.Name).ToEquatableList()),
        ];
    }
}
