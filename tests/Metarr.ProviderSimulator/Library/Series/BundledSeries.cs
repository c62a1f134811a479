namespace Metarr.ProviderSimulator.Library.Series;

/// <summary>A bundled series with all that is known about it.</summary>
internal sealed record BundledSeries(
    SimulatedSeries Series, SeriesSketch Sketch, FilmArt Art, IReadOnlyList<BundledSeason> Seasons)
{
    public IEnumerable<BundledEpisode> Episodes => Seasons.SelectMany(season => season.Episodes);

    /// <summary>The last day on which an episode was shown.</summary>
    public DateOnly LastAired => Episodes.Where(episode => episode.Season > 0).Max(episode => episode.Aired)!.Value;
}

/// <summary>A season with its art.</summary>
/// <param name="Facts">Its ids and number.</param>
/// <param name="Name"><c>Season 1</c>, <c>Specials</c>.</param>
/// <param name="Posters">As TMDB lists them.</param>
/// <param name="Episodes">In order.</param>
internal sealed record BundledSeason(
    SimulatedSeason Facts, string Name, IReadOnlyList<ListedImage> Posters, IReadOnlyList<BundledEpisode> Episodes)
{
    public DateOnly? Aired => Episodes[0].Aired;
}

/// <summary>An episode with its stills.</summary>
/// <param name="Facts">Its ids, number and title.</param>
/// <param name="Season">The number of its season.</param>
/// <param name="Overview">Empty where nobody wrote one.</param>
/// <param name="Aired">The day it was first shown, or null when that is not known yet.</param>
/// <param name="Runtime">Minutes, or null when that is not known.</param>
/// <param name="Stills">As TMDB lists them; some episodes have none.</param>
internal sealed record BundledEpisode(
    SimulatedEpisode Facts, int Season, string Overview, DateOnly? Aired, int? Runtime, IReadOnlyList<ListedImage> Stills);
