using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>The list-shaped answer of <c>/find</c> for one film.</summary>
internal static class FindResult
{
    private static readonly string[] Copied =
    [
        "adult", "backdrop_path", "id", "title", "original_title", "overview", "poster_path", "media_type",
        "original_language", "genre_ids", "popularity", "release_date", "softcore", "video", "vote_average", "vote_count",
    ];

    /// <summary>Makes the answer from the body of <c>/movie/{id}</c>.</summary>
    public static JsonObject Of(JsonObject movie)
    {
        movie["media_type"] = "movie";
        movie["genre_ids"] = new JsonArray([.. movie["genres"]!.AsArray().Select(genre => genre!["id"]!.DeepClone())]);
        var row = new JsonObject();
        foreach (var name in Copied)
        {
            if (movie.ContainsKey(name))
                row[name] = movie[name]?.DeepClone();
        }
        return new()
        {
            ["movie_results"] = new JsonArray(row),
            ["person_results"] = new JsonArray(),
            ["tv_results"] = new JsonArray(),
            ["tv_episode_results"] = new JsonArray(),
            ["tv_season_results"] = new JsonArray(),
        };
    }
}
