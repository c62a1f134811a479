namespace Metarr.ProviderSimulator;

/// <summary>A film the simulator can answer for, as a library would know it.</summary>
/// <param name="TmdbId">The id under <c>/movie/{id}</c>.</param>
/// <param name="ImdbId">The id that <c>/find</c> knows, or null when the recorded body has none.</param>
/// <param name="Title">The English title.</param>
/// <param name="Year">The year of release; 0 when the recorded body has no date.</param>
public sealed record SimulatedFilm(int TmdbId, string? ImdbId, string Title, int Year)
{
    /// <summary>The id under TheTVDB's <c>/movies/{id}</c>, or null when TheTVDB does not know the film.</summary>
    public int? TvdbId { get; init; }
}
