using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.ProviderSimulator.Tmdb.Series;

/// <summary>A bundled series as <c>/tv/{id}</c> and its parts send it.</summary>
internal static class SeriesJson
{
    /// <summary>The body of <c>/tv/{id}</c>.</summary>
    public static JsonObject Body(BundledSeries series)
    {
        var sketch = series.Sketch;
        var dice = DiceOf(series, "main");
        var body = new JsonObject
        {
            ["adult"] = false,
            ["backdrop_path"] = series.Art.Backdrops[0].Spec.FilePath,
            ["created_by"] = new JsonArray(),
            ["episode_run_time"] = new JsonArray(),
            ["first_air_date"] = TmdbParts.Day(sketch.FirstAired),
            ["genres"] = new JsonArray([.. sketch.Genres.Select(TmdbParts.Genre)]),
            ["homepage"] = "",
            ["id"] = series.Series.TmdbId,
            ["in_production"] = sketch.Continues,
            ["languages"] = new JsonArray(sketch.Language),
            ["last_air_date"] = TmdbParts.Day(series.LastAired),
            ["name"] = sketch.Title,
            ["origin_country"] = new JsonArray(sketch.Country),
            ["original_language"] = sketch.Language,
            ["original_name"] = sketch.OriginalTitle ?? sketch.Title,
            ["overview"] = sketch.Overview,
            ["popularity"] = dice.Between(500, 60_000) / 1000.0,
            ["poster_path"] = series.Art.Posters[0].Spec.FilePath,
            ["production_companies"] = new JsonArray(),
            ["production_countries"] = new JsonArray(TmdbParts.Country(sketch.Country)),
            ["softcore"] = false,
            ["spoken_languages"] = new JsonArray(TmdbParts.Language(sketch.Language)),
            ["status"] = sketch.Continues ? "Returning Series" : "Ended",
            ["tagline"] = sketch.Tagline,
            ["type"] = "Scripted",
            ["vote_average"] = dice.Between(6200, 8900) / 1000.0,
            ["vote_count"] = dice.Between(40, 9000),
        };
        AddRun(body, series);
        return body;
    }

    /// <summary>The body of <c>/tv/{id}/{part}</c>, or null for a part there is none of.</summary>
    public static JsonObject? Part(BundledSeries series, string part) => part switch
    {
        "aggregate_credits" => TvCredits.Aggregate(Credits(series), series.Episodes.Count(episode => episode.Aired is not null)),
        "credits" => Credits(series),
        "images" => Images(series),
        "content_ratings" => Ratings(series),
        "external_ids" => ExternalIds(series),
        "videos" or "keywords" => new() { ["id"] = series.Series.TmdbId, ["results"] = new JsonArray() },
        _ => null,
    };

    /// <summary>The network as series and seasons name it.</summary>
    public static JsonArray Networks(BundledSeries series) => new(new JsonObject
    {
        ["id"] = 9_800_001 + series.Series.TmdbId % 100,
        ["logo_path"] = null,
        ["name"] = series.Sketch.Network,
        ["origin_country"] = series.Sketch.Country,
    });

    /// <summary>The people of the series; its seasons have the same.</summary>
    public static JsonObject Credits(BundledSeries series) =>
        CreditsJson.Body(series.Series.TmdbId, DiceOf(series, "credits"));

    /// <summary>What was shown where, and what comes next.</summary>
    private static void AddRun(JsonObject body, BundledSeries series)
    {
        var last = series.Episodes.Last(episode => episode is { Season: > 0, Aired: not null });
        var next = series.Episodes.FirstOrDefault(episode => episode.Aired is null);
        body["last_episode_to_air"] = EpisodeJson.Row(series, last);
        body["next_episode_to_air"] = next is null ? null : EpisodeJson.Row(series, next);
        body["networks"] = Networks(series);
        body["number_of_episodes"] = series.Episodes.Count(episode => episode.Season > 0);
        body["number_of_seasons"] = series.Sketch.Episodes.Count;
        body["seasons"] = new JsonArray([.. series.Seasons.Select(SeasonJson.Row)]);
    }

    private static Dice DiceOf(BundledSeries series, string part) =>
        new(StableHash.Mix((ulong)series.Series.TmdbId, StableHash.Of(part)));

    private static JsonObject Images(BundledSeries series) => new()
    {
        ["backdrops"] = TmdbParts.ImageList(series.Art.Backdrops),
        ["id"] = series.Series.TmdbId,
        ["logos"] = TmdbParts.ImageList(series.Art.Logos),
        ["posters"] = TmdbParts.ImageList(series.Art.Posters),
    };

    private static JsonObject Ratings(BundledSeries series) => new()
    {
        ["results"] = new JsonArray(
            new JsonObject { ["descriptors"] = new JsonArray(), ["iso_3166_1"] = "DE", ["rating"] = "12" },
            new JsonObject { ["descriptors"] = new JsonArray(), ["iso_3166_1"] = "US", ["rating"] = series.Sketch.Rating }),
        ["id"] = series.Series.TmdbId,
    };

    private static JsonObject ExternalIds(BundledSeries series) => new()
    {
        ["id"] = series.Series.TmdbId,
        ["imdb_id"] = series.Series.ImdbId,
        ["freebase_mid"] = null,
        ["freebase_id"] = null,
        ["tvdb_id"] = series.Series.TvdbId,
        ["tvrage_id"] = null,
        ["wikidata_id"] = null,
        ["facebook_id"] = null,
        ["instagram_id"] = null,
        ["twitter_id"] = null,
    };
}
