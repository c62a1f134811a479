using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>TMDB v3 under <c>/tmdb/3</c>.</summary>
internal static class TmdbRoutes
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] FindSources = ["imdb_id", "tvdb_id", "wikidata_id"];
    private static readonly string[] FindKinds =
        ["movie_results", "person_results", "tv_results", "tv_episode_results", "tv_season_results"];

    public static void Map(WebApplication app, TmdbCredentials credentials, TmdbComposer composer) =>
        app.MapMethods("/tmdb/3/{**path}", ReadMethods, (string path, HttpRequest request) =>
            credentials.Admit(request) ? Answer(TmdbQuery.From(path, request.Query), request, composer) : TmdbErrors.InvalidKey);

    private static IResult Answer(TmdbQuery query, HttpRequest request, TmdbComposer composer)
    {
        if (query.AppendToResponse.Count(letter => letter == ',') >= TmdbComposer.MaxAppendedParts)
            return TmdbErrors.TooManyParts;
        if (query.Path.StartsWith("find/", StringComparison.Ordinal))
            return Found(query, request, composer);
        if (query.Path is "movie/changes" or "tv/changes")
            return new CacheableJson(TmdbComposer.Finish(NoChanges()), request);
        if (query.Path == "search/movie")
            return MovieSearch.Answer(request.Query) is { } found
                ? new CacheableJson(TmdbComposer.Finish(found), request)
                : TmdbErrors.InvalidParameters;
        return composer.Compose(query) is { } body ? new CacheableJson(body, request) : TmdbErrors.NotFound;
    }

    /// <summary>A find that knows nothing is a success with empty lists.</summary>
    private static IResult Found(TmdbQuery query, HttpRequest request, TmdbComposer composer)
    {
        var source = request.Query["external_source"].ToString();
        if (!FindSources.Contains(source))
            return TmdbErrors.InvalidParameters;
        var isImdb = query.Path.StartsWith("find/tt", StringComparison.Ordinal);
        var body = isImdb == (source == "imdb_id") ? composer.Compose(query) : null;
        return new CacheableJson(body ?? TmdbComposer.Finish(NothingFound()), request);
    }

    private static JsonObject NothingFound() =>
        new(FindKinds.Select(kind => KeyValuePair.Create<string, JsonNode?>(kind, new JsonArray())));

    private static JsonObject NoChanges() =>
        new() { ["results"] = new JsonArray(), ["page"] = 1, ["total_pages"] = 1, ["total_results"] = 0 };
}
