using System.Diagnostics;
using Metarr.Benchmarks.Reporting;
using Metarr.Functions.Storage;
using Metarr.LocalRuntime.Azurite;
using Metarr.ProviderSimulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Benchmarks.Quota;

/// <summary>
/// Four processes share TMDB's quota through one storage emulator, while the simulator counts who goes too fast: how much of the
/// allowed rate they reach, how many refusals they earn, and how long a person's call waits meanwhile.
/// </summary>
/// <remarks>
/// The processes make the calls of enrichments with the app's own services (quota, breaker, client, parser), not whole enrichments:
/// at forty films a second, images and orchestrations of four apps would be limited by the machine and not by the quota.
/// </remarks>
internal sealed class QuotaBenchmark : IBenchmark
{
    private const int Processes = 4;
    private const int PerSecond = 40;

    /// <summary>200 films, each with the calls of four runs, so that the burst at the start counts for little.</summary>
    private const int Calls = 800;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "quota";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        if (args.Contains(QuotaWorker.Argument))
        {
            await QuotaWorker.RunAsync(cancellationToken);
            return;
        }

        var folder = Directory.CreateTempSubdirectory("metarr-quota-");
        try
        {
            await using var azurite = await AzuriteProcess.EnsureRunningAsync(
                new AzuriteOptions(folder.FullName) { UseFreePorts = true }, NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
            await using var simulator = await SimulatorHost.StartAsync(
                new SimulatorOptions { RequestsPerSecond = new Dictionary<string, double> { ["tmdb"] = PerSecond } }, cancellationToken);
            await new StorageClients(new StorageOptions(azurite.ConnectionString, null, "")).CreateMissingAsync(cancellationToken);
            await MeasureAsync(report, azurite.ConnectionString, simulator, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(
        BenchmarkReport report, string storage, SimulatorHost simulator, CancellationToken cancellationToken)
    {
        var workers = Enumerable.Range(0, Processes).Select(_ => WorkerProcess.Start(storage, simulator, Calls / Processes)).ToList();
        try
        {
            foreach (var worker in workers) await worker.ReadyAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            simulator.Requests.Reset();
            var began = Stopwatch.GetTimestamp();
            foreach (var worker in workers) await worker.BeginAsync();
            var results = new List<WorkerResult>();
            foreach (var worker in workers) results.Add(await worker.ResultAsync(cancellationToken).WaitAsync(Patience, cancellationToken));
            Report(report, results, simulator, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        finally
        {
            foreach (var worker in workers) worker.Dispose();
        }
    }

    private static void Report(BenchmarkReport report, List<WorkerResult> results, SimulatorHost simulator, double seconds)
    {
        const string Case = "tmdb-4-processes";
        var statuses = simulator.Requests.Snapshot().Where(row => row.Provider == "tmdb").SelectMany(row => row.Statuses).ToList();
        var answered = statuses.Where(status => status.Key == 200).Sum(status => status.Value);
        var background = results.SelectMany(result => result.BackgroundWaits).ToList();
        var interactive = results.SelectMany(result => result.InteractiveWaits).ToList();
        report.Row(Case, "allowed", PerSecond, "1/s");
        report.Row(Case, "achieved", answered / seconds, "1/s");
        report.Row(Case, "share-of-allowed", answered / seconds / PerSecond, "x", 0.85);
        report.Row(Case, "answers-429", statuses.Where(status => status.Key == 429).Sum(status => status.Value), "calls", 4, Goal.AtMost);
        report.Row(Case, "calls-without-answer", results.Sum(result => result.Unanswered), "calls", 0, Goal.AtMost);
        report.Row(Case, "background-wait-median", Statistics.Median(background), "ms");
        report.Row(Case, "interactive-wait-median", Statistics.Median(interactive), "ms");
        report.Row(Case, "interactive-wait-longest", interactive.Max(), "ms", 1000, Goal.AtMost);
        report.Row(Case, "storage-visits-per-call", (double)results.Sum(result => result.StorageVisits) / answered, "x");
    }
}
