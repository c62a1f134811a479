using System.Globalization;
using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Library.Series;

/// <summary>Four series that were never made, known to all providers under consistent ids. Everything about them follows from
/// their ids.</summary>
public static class SeriesLibrary
{
    private const int FirstTmdbId = 910_001;
    private const int FirstTvdbId = 980_001;

    private static readonly IReadOnlyList<BundledSeries> Catalogue =
        [.. SeriesShelf.All.Select((sketch, index) => Complete(index, sketch))];

    /// <summary>The series, ordered by TMDB id (910001 to 910004; TheTVDB 980001 to 980004; IMDb tt9910001 to
    /// tt9910004).</summary>
    public static IReadOnlyList<SimulatedSeries> Series { get; } = [.. Catalogue.Select(series => series.Series)];

    internal static IReadOnlyList<BundledSeries> All => Catalogue;

    internal static BundledSeries? FindByTmdbId(int id) => Catalogue.FirstOrDefault(series => series.Series.TmdbId == id);

    internal static BundledSeries? FindByTvdbId(int id) => Catalogue.FirstOrDefault(series => series.Series.TvdbId == id);

    private static BundledSeries Complete(int index, SeriesSketch sketch)
    {
        var tmdbId = FirstTmdbId + index;
        var tvdbId = FirstTvdbId + index;
        var seasons = SeasonNumbers(sketch).Select(number => SeasonPress.Make(tmdbId, tvdbId, number, sketch)).ToList();
        var series = new SimulatedSeries(tmdbId, tvdbId,
            string.Create(CultureInfo.InvariantCulture, $"tt{9_000_000 + tmdbId}"), sketch.Title, sketch.FirstAired.Year,
            [.. seasons.Select(season => season.Facts)]);
        return new(series, sketch, ArtDepartment.Draw(tmdbId, sketch.Title, sketch.Images, ArtFaults.None), seasons);
    }

    private static IEnumerable<int> SeasonNumbers(SeriesSketch sketch) =>
        Enumerable.Range(sketch.Specials > 0 ? 0 : 1, sketch.Episodes.Count + (sketch.Specials > 0 ? 1 : 0));
}
