using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library.Series;
using Metarr.ProviderSimulator.Tmdb;
using Metarr.ProviderSimulator.Tmdb.Series;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>A bundled episode as its season and <c>/episodes/{id}/extended</c> send it.</summary>
internal static class TvdbEpisodeJson
{
    /// <summary>A wide screencap.</summary>
    private const int StillType = 11;

    /// <summary>The episode as a season lists it.</summary>
    public static JsonObject Row(BundledSeries series, BundledEpisode episode)
    {
        var still = TvdbArtDepartment.StillOf(episode);
        return new()
        {
            ["id"] = episode.Facts.TvdbId,
            ["seriesId"] = series.Series.TvdbId,
            ["name"] = episode.Facts.Title,
            ["aired"] = TmdbParts.Day(episode.Aired),
            ["runtime"] = episode.Runtime,
            ["nameTranslations"] = TvdbWords.Texts("eng"),
            ["overview"] = episode.Overview.Length == 0 ? null : episode.Overview,
            ["overviewTranslations"] = episode.Overview.Length == 0 ? null : TvdbWords.Texts("eng"),
            ["image"] = still is null ? null : TvdbWords.Address(still.Spec.FilePath),
            ["imageType"] = still is null ? null : StillType,
            ["isMovie"] = 0,
            ["seasons"] = null,
            ["number"] = episode.Facts.Number,
            ["seasonNumber"] = episode.Season,
            ["lastUpdated"] = TvdbWords.LastUpdated,
            ["finaleType"] = null,
            ["year"] = $"{episode.Aired?.Year}",
        };
    }

    /// <summary>The data of <c>/episodes/{id}</c>.</summary>
    public static JsonObject Base(BundledSeries series, BundledEpisode episode)
    {
        var body = Row(series, episode);
        var season = series.Seasons.First(one => one.Facts.Number == episode.Season);
        body["seasons"] = new JsonArray(new JsonObject
        {
            ["id"] = season.Facts.TvdbId,
            ["seriesId"] = series.Series.TvdbId,
            ["type"] = TvdbSeasonJson.AiredOrder(),
        });
        return body;
    }

    /// <summary>The data of <c>/episodes/{id}/extended</c>.</summary>
    public static JsonObject Extended(BundledSeries series, BundledEpisode episode, TvdbQuery query)
    {
        var body = Base(series, episode);
        body["awards"] = new JsonArray();
        body["characters"] = TvdbPeople.Characters(EpisodeJson.Part(episode, "credits")!, "episodeId", episode.Facts.TvdbId);
        body["companies"] = new JsonArray();
        body["contentRatings"] = new JsonArray();
        body["networks"] = new JsonArray();
        body["remoteIds"] = new JsonArray(TvdbWords.RemoteId(episode.Facts.ImdbId, 2, "IMDB"));
        body["studios"] = new JsonArray();
        body["tagOptions"] = null;
        body["trailers"] = new JsonArray();
        if (query.Meta.Contains("translations", StringComparison.Ordinal))
            body["translations"] = TvdbWords.Translations(episode.Facts.Title, episode.Overview, episode.Facts.Title, "en");
        return body;
    }
}
