using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Cli.Hosting;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Logging;

namespace Metarr.Benchmarks.Scale;

/// <summary>The real app of one tenant: tables and containers of its own, all four providers, and a shared container or none.</summary>
internal sealed class ScaleApp : IAsyncDisposable
{
    private readonly LocalApp app;
    private readonly HttpClient http;

    private ScaleApp(LocalApp app, string folder)
    {
        (this.app, Folder) = (app, folder);
        http = new HttpClient { BaseAddress = new Uri(app.BaseAddress, "api/") };
    }

    /// <summary>Where its engine keeps its history.</summary>
    public string Folder { get; }

    /// <summary>Starts a tenant with so many films, which are registered and not yet enriched.</summary>
    public static async Task<ScaleApp> StartAsync(
        Dictionary<string, string?> settings, string folder, int films, CancellationToken cancellationToken)
    {
        settings = new(settings) { ["LocalRuntime:Port"] = "0", ["LocalRuntime:DataDirectory"] = folder };
        var tenant = new ScaleApp(await LocalApp.StartAsync(settings, LogLevel.Error, cancellationToken), folder);
        using (await tenant.http.PatchAsJsonAsync("v1/settings/phase-config", new { autoSelectAssets = true }, cancellationToken)) { }
        for (var film = 0; film < films; film++)
        {
            using var registered = await tenant.http.PostAsJsonAsync(
                "v1/movies", new { tmdbId = BundledLibrary.TmdbIdOf(film) }, cancellationToken);
            registered.EnsureSuccessStatusCode();
        }

        return tenant;
    }

    /// <summary>The settings of a tenant.</summary>
    /// <param name="storage">The connection string of all tenants' storage.</param>
    /// <param name="prefix">What sets its tables and containers apart.</param>
    /// <param name="simulator">The providers.</param>
    /// <param name="container">The container that tenants share; null for none.</param>
    public static Dictionary<string, string?> Settings(string storage, string prefix, Uri simulator, string? container)
    {
        var keys = new SimulatorOptions();
        return new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["Storage:Prefix"] = prefix,
            ["ProviderCache:Container"] = container,
            ["Providers:Tmdb:BaseUrl"] = $"{simulator}tmdb/3/",
            ["Providers:Tmdb:ImageBaseUrl"] = $"{simulator}tmdb-images/t/p/",
            ["Providers:Tmdb:ReadToken"] = keys.TmdbReadToken,
            ["Providers:Tmdb:CallsPerSecond"] = "1000",
            ["Providers:Tmdb:ImagesPerSecond"] = "10000",
            ["Providers:Tvdb:BaseUrl"] = $"{simulator}tvdb/v4",
            ["Providers:Tvdb:ImageBaseUrl"] = $"{simulator}tvdb-images",
            ["Providers:Tvdb:ApiKey"] = keys.TvdbApiKey,
            ["Providers:Tvdb:CallsPerSecond"] = "1000",
            ["Providers:Fanart:BaseUrl"] = $"{simulator}fanart/v3",
            ["Providers:Fanart:ApiKey"] = keys.FanartApiKey,
            ["Providers:Fanart:CallsPerSecond"] = "1000",
            ["Providers:Omdb:BaseUrl"] = $"{simulator}omdb",
            ["Providers:Omdb:ApiKey"] = keys.OmdbApiKey,
            ["Providers:Omdb:CallsPerSecond"] = "1000",
            ["Downloads:LocalHosts:0"] = simulator.Authority,
        };
    }

    /// <summary>Runs over the library.</summary>
    /// <param name="force">Whether titles are enriched that are fresh.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">A title failed, so that the figures would be of something else.</exception>
    public async Task EnrichAllAsync(bool force, CancellationToken cancellationToken)
    {
        using var begun = await http.PostAsJsonAsync("v1/enrichment/bulk-run", new { force }, cancellationToken);
        begun.EnsureSuccessStatusCode();
        var started = await begun.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        var job = new Uri($"v1/jobs/{started!["data"]!["jobId"]!.GetValue<string>()}", UriKind.Relative);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        JsonNode run;
        do
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            run = (await http.GetFromJsonAsync<JsonObject>(job, cancellationToken))!["data"]!;
        }
        while (run["state"]!.GetValue<string>() is not ("completed" or "failed"));

        if (run["statistics"]!["failed"]!.GetValue<int>() > 0) throw new InvalidOperationException($"Titles failed: {run.ToJsonString()}");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }
}
