using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Fanart;

/// <summary>Fanart.tv under <c>/fanart/v3</c> and <c>/fanart/v3.2</c>, and its image CDN under <c>/fanart-images</c>.</summary>
internal static class FanartRoutes
{
    private const string Art = "/fanart/";
    private const string Preview = "/preview/";
    private const int PreviewWidth = 200;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where its bodies say the images are.</summary>
    public static PublishedHost Images { get; } = new("assets.fanart.tv", "/fanart-images");

    public static void Map(
        WebApplication app, SimulatorOptions options, IReadOnlyList<IFanartBodies> sources, ImageStore store)
    {
        app.MapGet("/fanart/v3/{kind}/{id}", (string kind, string id, HttpRequest request) =>
            Answer(kind, id, options, options.FanartStatesSizes, sources, request));
        app.MapGet("/fanart/v3.2/{kind}/{id}", (string kind, string id, HttpRequest request) =>
            Answer(kind, id, options, true, sources, request));
        CdnRoutes.Map(app, Images.Prefix, path => FindImage(sources, path), store);
    }

    private static IResult Answer(
        string kind, string id, SimulatorOptions options, bool statesSizes, IReadOnlyList<IFanartBodies> sources,
        HttpRequest request)
    {
        var key = request.Query["api_key"].ToString();
        if (key.Length == 0)
            return Failure(StatusCodes.Status401Unauthorized, "API key is required");
        if (key != options.FanartApiKey)
            return Failure(StatusCodes.Status401Unauthorized, "Invalid API Key");
        var isPersonal = options.FanartClientKey is { } personal && request.Query["client_key"] == personal;
        var view = new FanartView(statesSizes, isPersonal);
        var body = sources.Select(source => source.Find(kind, id, view)).FirstOrDefault(found => found is not null);
        return body is null
            ? Failure(StatusCodes.Status404NotFound, "Not found")
            : Results.Text(Images.MoveHere(body.ToJsonString(Json), request), "application/json");
    }

    private static IResult Failure(int status, string message) => Results.Text(
        new JsonObject { ["status"] = "error", ["error message"] = message }.ToJsonString(), "application/json",
        statusCode: status);

    private static ImageSpec? FindImage(IReadOnlyList<IFanartBodies> sources, string path)
    {
        if (!path.StartsWith(Preview, StringComparison.Ordinal))
            return Listed(sources, path);
        if (Listed(sources, Art + path[Preview.Length..]) is not { } full)
            return null;
        var width = Math.Min(PreviewWidth, full.Width);
        return full with { FilePath = path, Width = width, Height = Math.Max(1, full.Height * width / full.Width) };
    }

    private static ImageSpec? Listed(IReadOnlyList<IFanartBodies> sources, string path) =>
        sources.Select(source => source.FindImage(path)).FirstOrDefault(spec => spec is not null);
}
