using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Functions;
using Metarr.Functions.Storage;
using Metarr.LocalRuntime.Azurite;
using Metarr.LocalRuntime.Hosting;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Benchmarks.Selection;

/// <summary>The function app with storage and providers of its own, for as long as a benchmark runs.</summary>
internal sealed class BenchmarkApp : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly string folder;
    private readonly AzuriteProcess azurite;
    private readonly IHost host;
    private readonly HttpClient http;

    private BenchmarkApp(string folder, AzuriteProcess azurite, SimulatorHost simulator, IHost host)
    {
        (this.folder, this.azurite, Simulator, this.host) = (folder, azurite, simulator, host);
        http = new HttpClient { BaseAddress = new Uri(host.Services.GetRequiredService<LocalRuntimeEndpoint>().BaseAddress, "api/") };
    }

    public SimulatorHost Simulator { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>Where the API answers.</summary>
    public Uri Api => http.BaseAddress!;

    public string ConnectionString => azurite.ConnectionString;

    public TitleStore Titles => Services.GetRequiredService<TitleStore>();

    public static async Task<BenchmarkApp> StartAsync(string? recordings, CancellationToken cancellationToken, IFaultSource? faults = null)
    {
        var folder = Directory.CreateTempSubdirectory("metarr-bench-").FullName;
        var azurite = await AzuriteProcess.EnsureRunningAsync(
            new AzuriteOptions(folder) { UseFreePorts = true }, NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
        var simulator = await SimulatorHost.StartAsync(Options(recordings, faults), cancellationToken);
        var builder = FunctionsApplication.CreateBuilder(
        [
            "--LocalRuntime:Port=0",
            $"--LocalRuntime:DataDirectory={folder}",
            "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:Microsoft=Error",
            $"--AzureWebJobsStorage={azurite.ConnectionString}",
            $"--Providers:Tmdb:BaseUrl={simulator.TmdbApi}",
            $"--Providers:Tmdb:ImageBaseUrl={simulator.TmdbImages}",
            $"--Providers:Tmdb:ReadToken={simulator.Options.TmdbReadToken}",
            "--Providers:Tmdb:ImagesPerSecond=10000",
            $"--Downloads:LocalHosts:0={simulator.BaseAddress.Authority}",
        ]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddFunctionsFrom(typeof(MetarrServices).Assembly);
        builder.Services.AddMetarr(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new BenchmarkApp(folder, azurite, simulator, host);
    }

    private static SimulatorOptions Options(string? recordings, IFaultSource? faults)
    {
        var options = new SimulatorOptions { RecordingsDirectory = recordings };
        return faults is null ? options : options with { Faults = faults };
    }

    /// <summary>Changes settings.</summary>
    public async Task SetAsync(object change, CancellationToken cancellationToken)
    {
        using var answer = await http.PatchAsJsonAsync("v1/settings/phase-config", change, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Registers a film.</summary>
    public async Task RegisterAsync(int tmdbId, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("v1/movies", new { tmdbId }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Removes a film.</summary>
    public async Task RemoveAsync(int tmdbId, CancellationToken cancellationToken)
    {
        using var answer = await http.DeleteAsync(new Uri($"v1/movies/{tmdbId}", UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Enriches a film, and waits for the end without asking the storage more than needed.</summary>
    /// <returns>What the run did.</returns>
    public async Task<JsonObject> EnrichAsync(int tmdbId, bool force, CancellationToken cancellationToken)
    {
        using var begun = await http.PostAsJsonAsync($"v1/movies/{tmdbId}/enrich", new { force }, cancellationToken);
        begun.EnsureSuccessStatusCode();
        var jobId = (await begun.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["data"]!["jobId"]!.GetValue<string>();
        using var timer = new PeriodicTimer(PollInterval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            using var answer = await http.GetAsync(new Uri($"v1/jobs/{jobId}", UriKind.Relative), cancellationToken);
            if (!answer.IsSuccessStatusCode) continue;
            var job = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["data"]!.AsObject();
            if (job["state"]!.GetValue<string>() is "completed" or "skipped" or "failed") return job;
        }

        throw new OperationCanceledException(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.StopAsync();
        host.Dispose();
        await Simulator.DisposeAsync();
        await azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
