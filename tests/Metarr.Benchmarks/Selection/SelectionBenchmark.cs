using System.Diagnostics;
using System.Globalization;
using Metarr.Benchmarks.Reporting;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Activities;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Benchmarks.Selection;

/// <summary>
/// What choosing costs: time by the number of candidates, bytes by the mode of analysis, storage calls when nothing is new.
/// <c>--films N</c> takes the first N of the bundled library, <c>--recordings DIR</c> adds the films of recorded bodies.
/// </summary>
internal sealed class SelectionBenchmark : IBenchmark
{
    private const int Few = 10_000;
    private const int Many = 100_000;
    private const int WarmUp = 40;
    private const int Rounds = 31;
    private const double MaxMilliseconds = 10;
    private const double MaxGrowth = 1.1;
    private const int MaxCalls = 3;

    public string Name => "selection";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        MeasureTime(report);
        var films = BundledLibrary.Films.Take(int.Parse(Argument(args, "--films") ?? "24", CultureInfo.InvariantCulture));
        await using var app = await BenchmarkApp.StartAsync(Argument(args, "--recordings"), cancellationToken);
        await app.SetAsync(new { autoSelectAssets = true }, cancellationToken);
        await MeasureBytesAsync(report, app, "bundled", [.. films.Select(film => film.TmdbId)], cancellationToken);
        var recorded = app.Simulator.RecordedFilms.Select(film => film.TmdbId).ToList();
        if (recorded.Count > 0) await MeasureBytesAsync(report, app, "recorded", recorded, cancellationToken);
        await MeasureCallsAsync(report, app, BundledLibrary.Films[1].TmdbId, cancellationToken);
    }

    private static string? Argument(IReadOnlyList<string> args, string name)
    {
        var at = args.ToList().IndexOf(name);
        return at >= 0 && at + 1 < args.Count ? args[at + 1] : null;
    }

    private static void MeasureTime(BenchmarkReport report)
    {
        var (few, many) = (CandidateCrowd.Of(Few), CandidateCrowd.Of(Many));
        for (var round = 0; round < WarmUp; round++) (_, _) = (Select(few), Select(many));
        List<double> fewTimes = [], manyTimes = [];
        for (var round = 0; round < Rounds; round++)
        {
            fewTimes.Add(Select(few));
            manyTimes.Add(Select(many));
        }

        var expected = Many * Math.Log(Many) / (Few * Math.Log(Few));
        var growth = Statistics.Median(manyTimes) / Statistics.Median(fewTimes);
        report.Row("10000-candidates", "time", Statistics.Median(fewTimes), "ms", MaxMilliseconds, Goal.AtMost);
        report.Row("100000-candidates", "time", Statistics.Median(manyTimes), "ms");
        report.Row("10000-to-100000", "growth-to-n-log-n", growth / expected, "x", MaxGrowth, Goal.AtMost);
    }

    /// <summary>Scores, orders, deduplicates and selects every type of a title once.</summary>
    private static double Select(IReadOnlyList<CandidateRecord> candidates)
    {
        var start = Stopwatch.GetTimestamp();
        AssetSelector.SelectAll(AssetTypes.All, candidates, "en", SelectionSettings.Default);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task MeasureBytesAsync(
        BenchmarkReport report, BenchmarkApp app, string name, List<int> films, CancellationToken cancellationToken)
    {
        var bestFirst = await DownloadAsync(app, films, "bestFirst", cancellationToken);
        foreach (var film in films) await app.RemoveAsync(film, cancellationToken);
        var all = await DownloadAsync(app, films, "all", cancellationToken);
        report.Row(name, "best-first-downloads", bestFirst.Files, "files");
        report.Row(name, "all-downloads", all.Files, "files");
        report.Row(name, "best-first-bytes", bestFirst.Megabytes, "MB");
        report.Row(name, "all-bytes", all.Megabytes, "MB");
        report.Row(name, "saved-bytes", 100 * (1 - bestFirst.Megabytes / all.Megabytes), "%");
        report.Row(name, "same-choice", bestFirst.Choices.Zip(all.Choices).Count(pair => pair.First.SequenceEqual(pair.Second)), "films", films.Count);
    }

    private static async Task<(double Megabytes, int Files, List<List<string>> Choices)> DownloadAsync(
        BenchmarkApp app, List<int> films, string mode, CancellationToken cancellationToken)
    {
        await app.SetAsync(new { analysisMode = mode }, cancellationToken);
        var (bytes, files) = (0L, 0);
        var choices = new List<List<string>>();
        foreach (var film in films)
        {
            await app.RegisterAsync(film, cancellationToken);
            var summary = (await app.EnrichAsync(film, force: false, cancellationToken))["summary"]!;
            bytes += summary["downloadedBytes"]!.GetValue<long>();
            files += summary["analyzed"]!.GetValue<int>();
            var title = await app.Titles.GetSnapshotAsync(TitleId.Movie($"{film}"), cancellationToken);
            choices.Add([.. title.Choices.OrderBy(choice => choice.Type).SelectMany(choice => choice.Art.Select(art => art.Key))]);
        }

        return (bytes / 1e6, files, choices);
    }

    private static async Task MeasureCallsAsync(
        BenchmarkReport report, BenchmarkApp app, int film, CancellationToken cancellationToken)
    {
        var id = TitleId.Movie($"{film}");
        await app.SetAsync(new { analysisMode = "bestFirst" }, cancellationToken);
        await app.RegisterAsync(film, cancellationToken);
        await app.EnrichAsync(film, force: true, cancellationToken);
        var settings = await app.Services.GetRequiredService<SettingsStore>().ReadAsync(cancellationToken);
        var request = new EnrichRequest(id, "benchmark", Manual: true, Force: true, RequireComplete: false);
        var row = await app.Titles.GetAsync(id, cancellationToken);
        var lease = new TitleLease(request.JobId, DateTimeOffset.UtcNow.AddHours(1));
        await app.Titles.TryReplaceAsync(row with { Lease = lease }, cancellationToken);
        var complete = ActivatorUtilities.CreateInstance<CompleteEnrichment>(app.Services);

        using var calls = new StorageCalls(app.ConnectionString);
        var choose = ActivatorUtilities.CreateInstance<ScoreAndSelect>(app.Services);
        var step = await choose.RunAsync(new SelectionRequest(id, request.JobId, settings), cancellationToken);
        var completion = new CompletionRequest(request, DateTimeOffset.UtcNow, [], step.Plan!, 0, 0)
        {
            Marks = row.Marks, SettledCast = row.SettledCast, Job = new Job(request.JobId, id, JobState.Running, DateTimeOffset.UtcNow),
        };
        await complete.RunAsync(completion, cancellationToken);
        var choosing = calls.Take();
        await app.SetAsync(new { freshDays = 0 }, cancellationToken);
        calls.Take();
        await app.EnrichAsync(film, force: false, cancellationToken);
        var rerun = calls.Take();
        await app.SetAsync(new { freshDays = 7 }, cancellationToken);
        calls.Take();
        await app.EnrichAsync(film, force: false, cancellationToken);
        var fresh = calls.Take();

        // The job's row is written by every run, whether it chooses or not, and read by whoever waits for it.
        report.Row("unchanged-run", "calls-of-choosing", choosing.Count(call => !IsOfJob(call)), "calls", MaxCalls, Goal.AtMost);
        report.Row("unchanged-run", "calls-of-unchanged-rerun", rerun.Count(call => !IsOfJob(call)), "calls");
        report.Row("fresh-run", "calls", fresh.Count(call => !IsOfJob(call)), "calls", MaxCalls, Goal.AtMost);
    }

    private static bool IsOfJob(string call) => call.Contains("/Jobs", StringComparison.Ordinal);
}
