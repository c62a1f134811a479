using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Benchmarks.Bulk;
using Metarr.Benchmarks.Reporting;
using Metarr.Cli.Hosting;
using Metarr.Enrichment.Telemetry;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Logging;

namespace Metarr.Benchmarks.Telemetry;

/// <summary>What it costs a run that its spans, metrics and storage calls are collected and sent: forced runs of films whose images are
/// known already, the leanest there are, with telemetry off and on in turns.</summary>
internal sealed class TelemetryBenchmark : IBenchmark
{
    private const int Films = 12;
    private const int Rounds = 9;

    /// <summary>Telemetry may take no more than a tenth of a run that does little else.</summary>
    private const double MostTime = 1.10;

    /// <summary>A run has some hundred spans and takes seconds.</summary>
    private const double MostNanoseconds = 1000;

    public string Name => "telemetry";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        report.Row("span, off", "time without a trace", NanosecondsOfSpan(traceParent: null), "ns", MostNanoseconds, Goal.AtMost);
        report.Row("span, off", "time within a trace", NanosecondsOfSpan("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), "ns", MostNanoseconds, Goal.AtMost);
        var folder = Directory.CreateTempSubdirectory("metarr-bench-").FullName;
        await using (var simulator = await SimulatorProcess.StartAsync(cancellationToken))
        await using (var app = await LocalApp.StartAsync(simulator.AppSettings(folder), LogLevel.Error, cancellationToken))
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.BaseAddress, "api/") };
            for (var number = 0; number < Films; number++)
            {
                using var registered = await http.PostAsJsonAsync("v1/movies", new { tmdbId = BundledLibrary.TmdbIdOf(number) }, cancellationToken);
                registered.EnsureSuccessStatusCode();
            }

            await using var collector = await SpanSink.StartAsync(cancellationToken);
            await CompareAsync(report, http, collector, cancellationToken);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What a span costs that nobody hears of.</summary>
    private static double NanosecondsOfSpan(string? traceParent)
    {
        const int Count = 200_000;
        var rounds = new List<double>();
        for (var round = 0; round < 7; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Count; i++)
            {
                using var span = TraceCarrier.Resume("message", traceParent);
            }

            rounds.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count);
        }

        return Statistics.Median(rounds);
    }

    private static async Task CompareAsync(BenchmarkReport report, HttpClient http, SpanSink collector, CancellationToken cancellationToken)
    {
        var (off, on) = (new List<Cost>(), new List<Cost>());
        for (var round = -2; round < Rounds; round++)
        {
            // Whichever comes second finds everything warmer.
            var offFirst = round % 2 == 0;
            var first = offFirst ? await MeasureAsync(http, cancellationToken) : await MeasureToldAsync(http, collector, cancellationToken);
            var second = offFirst ? await MeasureToldAsync(http, collector, cancellationToken) : await MeasureAsync(http, cancellationToken);
            if (round < 0) continue;
            off.Add(offFirst ? first : second);
            on.Add(offFirst ? second : first);
        }

        report.Row("run, off", "time", 1000 * Statistics.Median(off.Select(cost => cost.Seconds)), "ms");
        report.Row("run, on", "time", 1000 * Statistics.Median(on.Select(cost => cost.Seconds)), "ms");
        report.Row("run", "time on against off", Ratio(on, off, cost => cost.Seconds), "x", MostTime, Goal.AtMost);
        report.Row("run", "processor on against off", Ratio(on, off, cost => cost.ProcessorSeconds), "x");
        report.Row("run, on", "sent", collector.Bytes / 1024.0 / (Films * (Rounds + 2)), "KiB");
    }

    private static double Ratio(List<Cost> on, List<Cost> off, Func<Cost, double> figure) =>
        Statistics.Median(on.Zip(off, (told, untold) => figure(told) / figure(untold)));

    private static async Task<Cost> MeasureToldAsync(HttpClient http, SpanSink collector, CancellationToken cancellationToken)
    {
        using var pipeline = collector.CreatePipeline();
        await pipeline.StartAsync(cancellationToken);
        var cost = await MeasureAsync(http, cancellationToken);
        await pipeline.StopAsync(cancellationToken);
        return cost;
    }

    /// <summary>Runs all films, one after the other.</summary>
    private static async Task<Cost> MeasureAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var self = Process.GetCurrentProcess();
        var processor = self.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < Films; number++) await EnrichAsync(http, BundledLibrary.TmdbIdOf(number), cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        return new Cost(seconds / Films, (self.TotalProcessorTime - processor).TotalSeconds / Films);
    }

    private static async Task EnrichAsync(HttpClient http, int film, CancellationToken cancellationToken)
    {
        using var begun = await http.PostAsJsonAsync($"v1/movies/{film}/enrich", new { force = true }, cancellationToken);
        var started = await begun.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        var job = new Uri($"v1/jobs/{started!["data"]!["jobId"]!.GetValue<string>()}", UriKind.Relative);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var state = (await http.GetFromJsonAsync<JsonObject>(job, cancellationToken))!["data"]!["state"]!.GetValue<string>();
            if (state is "completed") return;
            if (state is "failed") throw new InvalidOperationException($"The run of {film} failed.");
        }
    }

    private sealed record Cost(double Seconds, double ProcessorSeconds);
}
