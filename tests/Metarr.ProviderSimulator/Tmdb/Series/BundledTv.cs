using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Tmdb.Series;

/// <summary>Serves the bundled series, their seasons and episodes in TMDB's words.</summary>
internal static class BundledTv
{
    /// <summary>Every image that a series, season or episode lists.</summary>
    public static IEnumerable<ImageSpec> Images => SeriesLibrary.All.SelectMany(series =>
        series.Art.All
            .Concat(series.Seasons.SelectMany(season => season.Posters))
            .Concat(series.Episodes.SelectMany(episode => episode.Stills))
            .Select(image => image.Spec));

    /// <summary>The body of a path below <c>tv/</c>, given in segments from the id on; null when there is none.</summary>
    public static JsonObject? Find(ReadOnlySpan<string> path)
    {
        if (path.Length == 0 || Number(path[0]) is not { } id || SeriesLibrary.FindByTmdbId(id) is not { } series)
            return null;
        if (path is [_])
            return SeriesJson.Body(series);
        if (path is [_, var partOfSeries])
            return SeriesJson.Part(series, partOfSeries);
        if (path[1] != "season" || SeasonOf(series, path[2]) is not { } season)
            return null;
        return path[3..] switch
        {
            [] => SeasonJson.Body(series, season),
            [var part] => SeasonJson.Part(series, season, part),
            ["episode", var number] when EpisodeOf(season, number) is { } episode => EpisodeJson.Body(series, episode),
            ["episode", var number, var part] when EpisodeOf(season, number) is { } episode => EpisodeJson.Part(episode, part),
            _ => null,
        };
    }

    /// <summary>The answer of <c>/find</c> for an IMDb id or an id of TheTVDB; null when no series or episode has it.</summary>
    public static JsonObject? FindByForeignId(string id)
    {
        var tvdbId = Number(id);
        foreach (var series in SeriesLibrary.All)
        {
            if (series.Series.ImdbId == id || series.Series.TvdbId == tvdbId)
                return FindResult.OfSeries(SeriesJson.Body(series));
            if (series.Episodes.FirstOrDefault(one => one.Facts.ImdbId == id || one.Facts.TvdbId == tvdbId) is { } episode)
                return FindResult.OfEpisode(EpisodeJson.Body(series, episode), series.Series.TmdbId);
        }
        return null;
    }

    private static BundledSeason? SeasonOf(BundledSeries series, string number) =>
        series.Seasons.FirstOrDefault(season => season.Facts.Number == Number(number));

    private static BundledEpisode? EpisodeOf(BundledSeason season, string number) =>
        season.Episodes.FirstOrDefault(episode => episode.Facts.Number == Number(number));

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
