namespace Metarr.ProviderSimulator;

/// <summary>A series the simulator can answer for, as a library would know it.</summary>
/// <param name="TmdbId">The id under TMDB's <c>/tv/{id}</c>.</param>
/// <param name="TvdbId">The id under TheTVDB's <c>/series/{id}</c> and Fanart.tv's <c>/tv/{id}</c>.</param>
/// <param name="ImdbId">The id that <c>/find</c>, <c>/search/remoteid</c> and OMDb know.</param>
/// <param name="Title">The English title.</param>
/// <param name="Year">The year it was first shown.</param>
/// <param name="Seasons">Its seasons by number, 0 being the specials.</param>
public sealed record SimulatedSeries(
    int TmdbId, int TvdbId, string ImdbId, string Title, int Year, IReadOnlyList<SimulatedSeason> Seasons);

/// <summary>A season of a simulated series.</summary>
/// <param name="Number">0 for the specials.</param>
/// <param name="TmdbId">Its id in TMDB's bodies.</param>
/// <param name="TvdbId">The id under TheTVDB's <c>/seasons/{id}</c>.</param>
/// <param name="Episodes">Its episodes in order.</param>
public sealed record SimulatedSeason(int Number, int TmdbId, int TvdbId, IReadOnlyList<SimulatedEpisode> Episodes);

/// <summary>An episode of a simulated series.</summary>
/// <param name="Number">From 1 within its season.</param>
/// <param name="TmdbId">Its id in TMDB's bodies.</param>
/// <param name="TvdbId">The id under TheTVDB's <c>/episodes/{id}</c>.</param>
/// <param name="ImdbId">The id that <c>/find</c> and OMDb know.</param>
/// <param name="Title">Its title in English.</param>
public sealed record SimulatedEpisode(int Number, int TmdbId, int TvdbId, string ImdbId, string Title);
