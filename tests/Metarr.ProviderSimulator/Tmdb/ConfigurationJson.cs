using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>The body of <c>/configuration</c>. The image base is TMDB's own: a client that is configured for this simulator
/// knows its address, as it knows the address of the API.</summary>
internal static class ConfigurationJson
{
    public static JsonObject Body() => new()
    {
        ["change_keys"] = Names("adult", "cast", "crew", "images", "overview", "release_dates", "tagline", "title", "videos"),
        ["images"] = new JsonObject
        {
            ["base_url"] = "http://image.tmdb.org/t/p/",
            ["secure_base_url"] = "https://image.tmdb.org/t/p/",
            ["backdrop_sizes"] = Names("w300", "w780", "w1280", "original"),
            ["logo_sizes"] = Names("w45", "w92", "w154", "w185", "w300", "w500", "original"),
            ["poster_sizes"] = Names("w92", "w154", "w185", "w342", "w500", "w780", "original"),
            ["profile_sizes"] = Names("w45", "w185", "h632", "original"),
            ["still_sizes"] = Names("w92", "w185", "w300", "original"),
        },
    };

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
