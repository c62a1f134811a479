using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Benchmarks.Reporting;
using Metarr.Cli.Hosting;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Logging;

namespace Metarr.Benchmarks.Bulk;

/// <summary>
/// Bulk runs over a small library and one ten times as large: pace, where the time goes, storage calls, memory, and whether a film costs
/// the same in both; and how long a webhook's film takes while a run is going. Takes the number of films of the large library as an
/// argument, 600 unless given.
/// </summary>
internal sealed class BulkBenchmark : IBenchmark
{
    private const int UsualFilms = 600;

    /// <summary>App and engine together, in a process without simulator and storage.</summary>
    private const double MostMegabytes = 400;

    /// <summary>From a webhook to its film's being enriched, milliseconds, while a run is going.</summary>
    private const double LongestWait = 2000;

    /// <summary>How many of the large library's films the run has during which webhooks come.</summary>
    private const double BusyShare = 0.3;

    public string Name => "bulk";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var films = args.Count > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : UsualFilms;
        var folder = Directory.CreateTempSubdirectory("metarr-bench-").FullName;
        await using (var simulator = await SimulatorProcess.StartAsync(cancellationToken))
        {
            // The first library makes the images and warms all up.
            await MeasureAsync("warm", BundledLibrary.Films.Count, simulator, folder, cancellationToken);
            var few = await MeasureAsync("few", films / 10, simulator, folder, cancellationToken);
            var many = await MeasureAsync("many", films, simulator, folder, cancellationToken);
            var busy = new BusyWebhooks((int)(films * BusyShare));
            await MeasureAsync("busy", busy.Films, simulator, folder, cancellationToken, busy);
            Tell(report, few);
            Tell(report, many);
            report.Row("webhook during a run", "enriched-median", Statistics.Median(busy.Milliseconds), "ms", LongestWait, Goal.AtMost);
            report.Row("webhook during a run", "enriched-longest", busy.Milliseconds.Max(), "ms");
            report.Row($"{few.Films} to {many.Films} films", "cost-per-film", many.SecondsPerFilm / few.SecondsPerFilm, "x", 1.2, Goal.AtMost);
        }

        using var self = Process.GetCurrentProcess();
        report.Row("app and engine", "peak-memory", self.PeakWorkingSet64 / 1e6, "MB", MostMegabytes, Goal.AtMost);
        Directory.Delete(folder, recursive: true);
    }

    private static void Tell(BenchmarkReport report, BulkMeasure measure)
    {
        var name = $"{measure.Films} films";
        report.Row(name, "pace", 1 / measure.SecondsPerFilm, "films/s");
        report.Row(name, "failed", measure.Failed, "films", 0, Goal.AtMost);
        report.Row(name, "held-memory", measure.HeldMegabytes, "MB");
        report.Row(name, "storage-calls", (double)measure.StorageCalls / measure.Films, "per film");
        double all = Math.Max(1, measure.Phases.Values.Sum());
        foreach (var (phase, seen) in measure.Phases.OrderByDescending(pair => pair.Value))
        {
            report.Row(name, $"share-{phase}", 100 * seen / all, "%");
        }
    }

    private static async Task<BulkMeasure> MeasureAsync(
        string prefix,
        int films,
        SimulatorProcess simulator,
        string folder,
        CancellationToken cancellationToken,
        BusyWebhooks? webhooks = null)
    {
        using var calls = new HttpCallCounter();
        await using var app = await LocalApp.StartAsync(
            simulator.AppSettings(Path.Combine(folder, prefix), prefix), LogLevel.Error, cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.BaseAddress, "api/") };
        using (await http.PatchAsJsonAsync("v1/settings/phase-config", new { autoSelectAssets = true }, cancellationToken)) { }
        for (var number = 0; number < films; number++)
        {
            using var registered = await http.PostAsJsonAsync("v1/movies", new { tmdbId = BundledLibrary.TmdbIdOf(number) }, cancellationToken);
            registered.EnsureSuccessStatusCode();
        }

        int[] notStorage = [simulator.TmdbApi.Port, app.BaseAddress.Port];
        var before = calls.CountExcept(notStorage);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sampler = new PhaseSampler(http);
        var sampling = sampler.RunAsync(ended.Token);
        var start = Stopwatch.GetTimestamp();
        var failed = await EnrichAsync(http, webhooks, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await ended.CancelAsync();
        await sampling;
        var count = calls.CountExcept(notStorage) - before;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return new BulkMeasure(films, seconds / films, failed, count, sampler.Seen, GC.GetTotalMemory(forceFullCollection: false) / 1e6);
    }

    /// <summary>Runs over the library.</summary>
    /// <returns>How many films failed.</returns>
    private static async Task<int> EnrichAsync(HttpClient http, BusyWebhooks? webhooks, CancellationToken cancellationToken)
    {
        using var begun = await http.PostAsJsonAsync("v1/enrichment/bulk-run", new { }, cancellationToken);
        var started = await begun.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        var job = new Uri($"v1/jobs/{started!["data"]!["jobId"]!.GetValue<string>()}", UriKind.Relative);
        if (webhooks is not null) await webhooks.RunAsync(http, cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var run = (await http.GetFromJsonAsync<JsonObject>(job, cancellationToken))!["data"]!;
            if (run["state"]!.GetValue<string>() is "completed" or "failed") return run["statistics"]!["failed"]!.GetValue<int>();
        }

        throw new OperationCanceledException(cancellationToken);
    }

    private sealed record BulkMeasure(
        int Films, double SecondsPerFilm, int Failed, long StorageCalls, IReadOnlyDictionary<string, int> Phases, double HeldMegabytes);
}
