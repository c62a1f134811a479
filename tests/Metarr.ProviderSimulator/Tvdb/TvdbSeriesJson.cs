using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library.Series;
using Metarr.ProviderSimulator.Tmdb;
using Metarr.ProviderSimulator.Tmdb.Series;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>A bundled series as <c>/series/{id}</c>, <c>/extended</c> and <c>/artworks</c> send it.</summary>
internal static class TvdbSeriesJson
{
    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>The data of <c>/series/{id}</c>, and of a row in a search.</summary>
    public static JsonObject Base(BundledSeries series, IReadOnlyList<TvdbArtwork> artworks)
    {
        var sketch = series.Sketch;
        return new()
        {
            ["id"] = series.Series.TvdbId,
            ["name"] = sketch.OriginalTitle ?? sketch.Title,
            ["slug"] = TvdbWords.Slug(sketch.Title),
            ["image"] = TvdbWords.Address(artworks.First(work => work.Type.Id == 2).Print.Spec.FilePath),
            ["nameTranslations"] = TvdbWords.Texts(new[] { "eng", TvdbWords.Language(sketch.Language) }.Distinct()),
            ["overviewTranslations"] = TvdbWords.Texts("eng"),
            ["aliases"] = new JsonArray(),
            ["firstAired"] = TmdbParts.Day(sketch.FirstAired),
            ["lastAired"] = TmdbParts.Day(series.LastAired),
            ["nextAired"] = "",
            ["score"] = series.Series.TvdbId % 1000 * 317,
            ["status"] = sketch.Continues
                ? TvdbWords.Status(1, "Continuing", "series", true)
                : TvdbWords.Status(2, "Ended", "series", false),
            ["originalCountry"] = TvdbWords.Country(sketch.Country).Code,
            ["originalLanguage"] = TvdbWords.Language(sketch.Language),
            ["defaultSeasonType"] = 1,
            ["isOrderRandomized"] = false,
            ["lastUpdated"] = TvdbWords.LastUpdated,
            ["averageRuntime"] = sketch.Runtime,
            ["episodes"] = null,
            // Paragraphs are parted as on Windows.
            ["overview"] = sketch.Overview.Replace(". ", ".\r\n\r\n", StringComparison.Ordinal),
            ["year"] = $"{sketch.FirstAired.Year}",
        };
    }

    /// <summary>The data of <c>/series/{id}/extended</c>.</summary>
    public static JsonObject Extended(BundledSeries series, IReadOnlyList<TvdbArtwork> artworks, TvdbQuery query)
    {
        var body = WithArtworks(series, artworks, query);
        var network = TvdbWords.Company(series.Series.TvdbId % 1000, series.Sketch.Network,
            TvdbWords.Country(series.Sketch.Country).Code, 1, "Network");
        body["companies"] = new JsonArray(network);
        body["originalNetwork"] = network.DeepClone();
        body["latestNetwork"] = network.DeepClone();
        body["genres"] = TvdbWords.Genres(series.Sketch.Genres);
        body["trailers"] = new JsonArray();
        body["lists"] = new JsonArray();
        body["remoteIds"] = new JsonArray(
            TvdbWords.RemoteId(series.Series.ImdbId, 2, "IMDB"),
            TvdbWords.RemoteId($"{series.Series.TmdbId}", 12, "TheMovieDB.com"));
        body["characters"] = query.Short ? null
            : TvdbPeople.Characters(SeriesJson.Credits(series), "seriesId", series.Series.TvdbId);
        body["airsTime"] = "21:00";
        body["seasons"] = new JsonArray([.. series.Seasons.Select(season => TvdbSeasonJson.Row(series, season))]);
        body["tags"] = new JsonArray();
        body["contentRatings"] = Ratings(series);
        body["seasonTypes"] = new JsonArray(TvdbSeasonJson.AiredOrder());
        if (query.Meta.Contains("translations", StringComparison.Ordinal))
            body["translations"] = Translations(series.Sketch);
        if (query.Meta.Contains("episodes", StringComparison.Ordinal))
            body["episodes"] = new JsonArray([.. series.Episodes.Select(one => TvdbEpisodeJson.Row(series, one))]);
        return body;
    }

    /// <summary>The data of <c>/series/{id}/artworks</c>: all keys of the extended record, most of them null.</summary>
    public static JsonObject WithArtworks(BundledSeries series, IReadOnlyList<TvdbArtwork> artworks, TvdbQuery query)
    {
        var body = Base(series, artworks);
        var wanted = artworks.Select(work => work.Json()).Where(work =>
            (query.Language.Length == 0 || (string?)work["language"] == query.Language)
            && (query.Type.Length == 0 || $"{work["type"]}" == query.Type));
        body["artworks"] = query.Short ? null : new JsonArray([.. wanted]);
        foreach (var name in (ReadOnlySpan<string>)["companies", "genres", "trailers", "lists", "remoteIds", "characters"])
            body[name] = null;
        var airsOn = Days[(int)series.Sketch.FirstAired.DayOfWeek];
        body["airsDays"] = new JsonObject(Days.Select(day => KeyValuePair.Create<string, JsonNode?>(day, day == airsOn)));
        foreach (var name in (ReadOnlySpan<string>)["airsTime", "seasons", "tags", "contentRatings"])
            body[name] = null;
        return body;
    }

    private static JsonArray Ratings(BundledSeries series) => new(new JsonObject
    {
        ["id"] = 560,
        ["name"] = series.Sketch.Rating,
        ["country"] = "usa",
        ["description"] = "",
        ["contentType"] = "",
        ["order"] = 0,
        ["fullname"] = null,
    });

    private static JsonObject Translations(SeriesSketch sketch) => TvdbWords.Translations(
        sketch.Title, sketch.Overview, sketch.OriginalTitle ?? sketch.Title, sketch.Language);
}
