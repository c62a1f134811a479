using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>The list-shaped answer of <c>/find</c> for one film, series or episode.</summary>
internal static class FindResult
{
    private static readonly string[] Copied =
    [
        "adult", "backdrop_path", "id", "title", "original_title", "overview", "poster_path", "media_type",
        "original_language", "genre_ids", "popularity", "release_date", "softcore", "video", "vote_average", "vote_count",
    ];

    private static readonly string[] CopiedOfSeries =
    [
        "adult", "backdrop_path", "id", "name", "original_name", "overview", "poster_path", "media_type", "original_language",
        "genre_ids", "popularity", "first_air_date", "softcore", "vote_average", "vote_count", "origin_country",
    ];

    private static readonly string[] CopiedOfEpisode =
    [
        "id", "name", "overview", "media_type", "vote_average", "vote_count", "air_date", "episode_number", "episode_type",
        "production_code", "runtime", "season_number", "show_id", "still_path",
    ];

    private static readonly string[] Lists =
        ["movie_results", "person_results", "tv_results", "tv_episode_results", "tv_season_results"];

    /// <summary>Makes the answer from the body of <c>/movie/{id}</c>.</summary>
    public static JsonObject Of(JsonObject movie)
    {
        AddGenreIds(movie);
        return Answer("movie_results", movie, "movie", Copied);
    }

    /// <summary>Makes the answer from the body of <c>/tv/{id}</c>.</summary>
    public static JsonObject OfSeries(JsonObject series)
    {
        AddGenreIds(series);
        return Answer("tv_results", series, "tv", CopiedOfSeries);
    }

    /// <summary>Makes the answer from the body of an episode.</summary>
    public static JsonObject OfEpisode(JsonObject episode, int seriesId)
    {
        episode["show_id"] = seriesId;
        return Answer("tv_episode_results", episode, "tv_episode", CopiedOfEpisode);
    }

    private static void AddGenreIds(JsonObject title) =>
        title["genre_ids"] = new JsonArray([.. title["genres"]!.AsArray().Select(genre => genre!["id"]!.DeepClone())]);

    private static JsonObject Answer(string list, JsonObject found, string mediaType, string[] copied)
    {
        found["media_type"] = mediaType;
        var row = new JsonObject(copied.Where(found.ContainsKey)
            .Select(name => KeyValuePair.Create(name, found[name]?.DeepClone())));
        return new(Lists.Select(name =>
            KeyValuePair.Create<string, JsonNode?>(name, name == list ? new JsonArray(row) : new JsonArray())));
    }
}
