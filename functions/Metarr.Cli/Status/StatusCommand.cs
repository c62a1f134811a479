using System.CommandLine;
using System.Globalization;
using Metarr.Cli.Api;
using Metarr.Cli.Bulk;
using Spectre.Console;

namespace Metarr.Cli.Status;

/// <summary><c>metarr status</c>: the library's totals, what runs, and how the providers are.</summary>
internal static class StatusCommand
{
    public static Command Create() => ApiCommand.Create(
        "status", "Shows the library's totals, the runs under way, and how the providers are.", [], RunAsync);

    private static async Task<int> RunAsync(MetarrApi api, ParseResult parsed, ApiScreen screen, CancellationToken cancellationToken)
    {
        var library = await api.GetAsync<LibraryView>("v1/movies/enrichment/stats", cancellationToken);
        var bulk = await api.GetAsync<BulkStatusView>("v1/enrichment/bulk-status", cancellationToken);
        var jobs = await api.GetAsync<RunningJobsView>("v1/jobs", cancellationToken);
        var providers = await api.GetAsync<ProvidersView>("v1/providers/status", cancellationToken);
        screen.Show(new { library, bulk, jobs = jobs.Jobs, providers = providers.Providers }, console =>
        {
            DrawLibrary(console, library);
            DrawRuns(console, bulk, jobs);
            foreach (var provider in providers.Providers) console.WriteLine($"{provider.Name,-8} {provider.InWords}");
        });
        return ExitCodes.Done;
    }

    private static void DrawLibrary(IAnsiConsole console, LibraryView library) => console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{library.Total} films: {library.Categories.Enriched} enriched, {library.Categories.Partial} partial, "
        + $"{library.Categories.Unenriched} unenriched; {library.AveragePercent:0.0} % complete on average."));

    private static void DrawRuns(IAnsiConsole console, BulkStatusView bulk, RunningJobsView jobs)
    {
        if (bulk.Current is { Progress: var progress } run)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Bulk run {run.Id}: {progress.Done} of {progress.Total} ({progress.PercentComplete} %), {run.Statistics.Failed} failed."));
        }
        else if (bulk.Last is { Statistics: var done, FinishedAt: { } end })
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Last bulk run ended {end:yyyy-MM-dd HH:mm} UTC: {done.Updated} updated, {done.Skipped} skipped, {done.Failed} failed."));
        }

        if (bulk.NextScheduledAt is { } next)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Next refresh {next:yyyy-MM-dd HH:mm} UTC."));
        }

        if (jobs.Jobs.Count == 0) console.WriteLine("No film is being enriched.");
        foreach (var job in jobs.Jobs)
        {
            console.WriteLine($"Job {job.Id}: {job.Title ?? job.TitleId}: {job.Progress?.Phase ?? "about to begin"}");
        }
    }

    private sealed record BulkStatusView(BulkRunView? Current, BulkRunView? Last, DateTimeOffset? NextScheduledAt);

    private sealed record RunningJobsView(IReadOnlyList<RunningJobView> Jobs);

    private sealed record RunningJobView(string Id, string TitleId, string? Title, ProgressView? Progress);
}
