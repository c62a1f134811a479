using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Omdb;

/// <summary>OMDb under <c>/omdb/</c>. What it does not have is a 200 that says so; only a key that does not open the door, or no
/// longer today, is a 401.</summary>
internal static partial class OmdbRoutes
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(WebApplication app, SimulatorOptions options, IReadOnlyList<IOmdbBodies> sources)
    {
        var count = new OmdbDailyCount(options.OmdbDailyLimit, options.Time);
        app.MapGet("/omdb", (HttpRequest request) => Answer(request, options.OmdbApiKey, count, sources));
    }

    private static IResult Answer(HttpRequest request, string? goodKey, OmdbDailyCount count, IReadOnlyList<IOmdbBodies> sources)
    {
        var key = request.Query["apikey"].ToString();
        if (key.Length == 0)
            return Failure("No API key provided.", StatusCodes.Status401Unauthorized);
        if (key != goodKey)
            return Failure("Invalid API key!", StatusCodes.Status401Unauthorized);
        if (!count.TryCount(key))
            return Failure("Request limit reached!", StatusCodes.Status401Unauthorized);
        // Titles are looked up by id alone here: nobody finds anything by its name.
        if (request.Query.ContainsKey("t") || request.Query.ContainsKey("s"))
            return Failure("Movie not found!");
        var id = request.Query["i"].ToString();
        if (!ImdbId().IsMatch(id))
            return Failure("Incorrect IMDb ID.");
        var fullPlot = request.Query["plot"] == "full";
        var body = sources.Select(source => source.Find(id, fullPlot)).FirstOrDefault(found => found is not null);
        return body is null ? Failure("Error getting data.") : Send(body, StatusCodes.Status200OK);
    }

    private static IResult Failure(string message, int status = StatusCodes.Status200OK) =>
        Send(new() { ["Response"] = "False", ["Error"] = message }, status);

    private static IResult Send(JsonObject body, int status) =>
        Results.Text(body.ToJsonString(Json), "application/json; charset=utf-8", statusCode: status);

    [GeneratedRegex(@"^tt\d{7,8}$")]
    private static partial Regex ImdbId();
}
