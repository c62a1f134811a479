using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>TheTVDB v4 under <c>/tvdb/v4</c> and its image CDN under <c>/tvdb-images</c>.</summary>
internal static class TvdbRoutes
{
    private const string RemoteId = "search/remoteid/";

    public static void Map(
        WebApplication app, SimulatorOptions options, TvdbTokens tokens, IReadOnlyList<ITvdbBodies> sources, ImageStore store)
    {
        app.MapPost("/tvdb/v4/login", async (HttpRequest request) => LogIn(await ReadAsync(request), options, tokens, request));
        app.MapGet("/tvdb/v4/{**path}", (string path, HttpRequest request) => tokens.Admit(request)
            ? Answer(TvdbQuery.From(path, request.Query), sources, request)
            : TvdbAnswers.Unauthorized);
        CdnRoutes.Map(app, TvdbWords.Images.Prefix, path => FindImage(sources, path), store);
    }

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            // What is no JSON carries no key, and is refused as such.
            return null;
        }
    }

    private static IResult LogIn(JsonObject? body, SimulatorOptions options, TvdbTokens tokens, HttpRequest request)
    {
        if (options.TvdbApiKey is null || Text(body, "apikey") != options.TvdbApiKey)
            return TvdbAnswers.InvalidKey;
        if (options.TvdbPin is { } pin && Text(body, "pin") != pin)
            return Text(body, "pin").Length == 0 ? TvdbAnswers.PinRequired : TvdbAnswers.InvalidKey;
        return TvdbAnswers.Success(new JsonObject { ["token"] = tokens.Issue() }, request);
    }

    private static string Text(JsonObject? body, string name) =>
        body?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static IResult Answer(TvdbQuery query, IReadOnlyList<ITvdbBodies> sources, HttpRequest request)
    {
        if (query.Path == "artwork/types")
            return TvdbAnswers.Success(TvdbArtType.Table(), request);
        if (query.Path.StartsWith(RemoteId, StringComparison.Ordinal))
            return TvdbAnswers.Success(Search(query.Path[RemoteId.Length..], sources), request);
        if (query.Path.Split('/') is not [_, var id, ..] || !id.All(char.IsAsciiDigit))
            return TvdbAnswers.InvalidPath;
        var data = sources.Select(source => source.Find(query)).FirstOrDefault(found => found is not null);
        return data is null ? TvdbAnswers.NotFound : TvdbAnswers.Success(data, request);
    }

    /// <summary>A search that finds nothing is a success with null in the place of the list.</summary>
    private static JsonArray? Search(string id, IReadOnlyList<ITvdbBodies> sources)
    {
        var rows = sources.SelectMany(source => source.FindByRemoteId(id)).ToArray<JsonNode>();
        return rows.Length == 0 ? null : new JsonArray(rows);
    }

    private static ImageSpec? FindImage(IReadOnlyList<ITvdbBodies> sources, string path)
    {
        if (Listed(sources, path) is { } spec)
            return spec;
        return TvdbThumbnail.OriginalOf(path) is { } original && Listed(sources, original) is { } large
            ? TvdbThumbnail.Of(large) with { FilePath = path }
            : null;
    }

    private static ImageSpec? Listed(IReadOnlyList<ITvdbBodies> sources, string path) =>
        sources.Select(source => source.FindImage(path)).FirstOrDefault(spec => spec is not null);
}
