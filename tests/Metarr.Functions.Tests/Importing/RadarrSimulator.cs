using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Importing;

/// <summary>A Radarr 5 as far as its API v3 lists movies: behind its URL base, with its page for every other path.</summary>
internal sealed class RadarrSimulator : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";

    private readonly WebApplication app;

    private RadarrSimulator(WebApplication app) => this.app = app;

    /// <summary>Its movies, which may change while it runs.</summary>
    public List<JsonObject> Movies { get; } = [];

    /// <summary>What it says it is.</summary>
    public string AppName { get; init; } = "Radarr";

    /// <summary>Where it answers, without a slash.</summary>
    public string Url { get; private set; } = "";

    public static async Task<RadarrSimulator> StartAsync(string appName = "Radarr", string urlBase = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var simulator = new RadarrSimulator(builder.Build()) { AppName = appName };
        if (urlBase.Length > 0) simulator.app.Use(next => context => Below(urlBase, context, next));
        simulator.app.UsePathBase(urlBase).UseRouting();
        simulator.app.MapGet("/api/v3/system/status", request => AnswerAsync(request, simulator.Status()));
        simulator.app.MapGet("/api/v3/movie", request => AnswerAsync(request, new JsonArray([.. simulator.Movies.Select(movie => movie.DeepClone())])));
        simulator.app.MapFallback(() => Results.Content("<!doctype html><title>Radarr</title>", "text/html"));
        await simulator.app.StartAsync(TestContext.Current.CancellationToken);
        simulator.Url = simulator.app.Urls.First() + urlBase;
        return simulator;
    }

    /// <summary>A movie as Radarr lists it, with a file unless it waits for one.</summary>
    public static JsonObject Movie(int tmdbId, string title, int year, bool hasFile = true) => new()
    {
        ["title"] = title,
        ["originalTitle"] = title,
        ["originalLanguage"] = new JsonObject { ["id"] = 1, ["name"] = "English" },
        ["alternateTitles"] = new JsonArray(),
        ["secondaryYearSourceId"] = 0,
        ["sortTitle"] = title.ToLowerInvariant(),
        ["sizeOnDisk"] = hasFile ? 8_589_934_592 : 0,
        ["status"] = "released",
        ["overview"] = "",
        ["images"] = new JsonArray(),
        ["website"] = "",
        ["year"] = year,
        ["youTubeTrailerId"] = "",
        ["studio"] = "",
        ["path"] = $"/movies/{title} ({year})",
        ["qualityProfileId"] = 1,
        ["hasFile"] = hasFile,
        ["movieFileId"] = hasFile ? tmdbId : 0,
        ["monitored"] = true,
        ["minimumAvailability"] = "announced",
        ["isAvailable"] = true,
        ["folderName"] = $"/movies/{title} ({year})",
        ["runtime"] = 100,
        ["cleanTitle"] = title.ToLowerInvariant(),
        ["imdbId"] = string.Create(CultureInfo.InvariantCulture, $"tt{9_000_000 + tmdbId}"),
        ["tmdbId"] = tmdbId,
        ["titleSlug"] = $"{tmdbId}",
        ["rootFolderPath"] = "/movies/",
        ["genres"] = new JsonArray("Drama"),
        ["tags"] = new JsonArray(1, 7),
        ["added"] = "2024-02-29T12:00:00Z",
        ["ratings"] = new JsonObject { ["tmdb"] = new JsonObject { ["votes"] = 12, ["value"] = 7.1, ["type"] = "user" } },
        ["movieFile"] = hasFile ? File(tmdbId, title, year) : null,
        ["popularity"] = 1.5,
        ["id"] = tmdbId,
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static JsonObject File(int tmdbId, string title, int year) => new()
    {
        ["movieId"] = tmdbId,
        ["relativePath"] = $"{title} ({year}) Bluray-1080p.mkv",
        ["path"] = $"/movies/{title} ({year})/{title} ({year}) Bluray-1080p.mkv",
        ["size"] = 8_589_934_592,
        ["dateAdded"] = "2024-02-29T12:00:00Z",
        ["edition"] = "",
        ["languages"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "English" }),
        ["quality"] = new JsonObject
        {
            ["quality"] = new JsonObject
            {
                ["id"] = 7, ["name"] = "Bluray-1080p", ["source"] = "bluray", ["resolution"] = 1080, ["modifier"] = "none",
            },
            ["revision"] = new JsonObject { ["version"] = 1, ["real"] = 0, ["isRepack"] = false },
        },
        ["qualityCutoffNotMet"] = false,
        ["id"] = tmdbId,
    };

    /// <summary>A Radarr with a URL base leads everybody there who asks without it.</summary>
    private static Task Below(string urlBase, HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(urlBase, StringComparison.Ordinal)) return next(context);
        context.Response.Redirect(urlBase + context.Request.Path);
        return Task.CompletedTask;
    }

    private JsonObject Status() => new() { ["appName"] = AppName, ["instanceName"] = AppName, ["version"] = "5.14.0.9383" };

    private static Task AnswerAsync(HttpContext context, JsonNode body)
    {
        var isAllowed = context.Request.Headers["X-Api-Key"] == Key;
        return (isAllowed ? Results.Json(body) : Results.StatusCode(StatusCodes.Status401Unauthorized)).ExecuteAsync(context);
    }
}
