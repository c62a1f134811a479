using System.CommandLine;
using Metarr.Cli.Api;
using Spectre.Console;

namespace Metarr.Cli.Bulk;

/// <summary><c>metarr bulk</c>: enriches the whole library, and shows how that goes.</summary>
internal static class BulkCommand
{
    private static readonly Option<bool> Missing = new("--missing") { Description = "Only titles that are incomplete or partial, or were never enriched." };
    private static readonly Option<bool> Changed = new("--changed") { Description = "Only titles that TMDB lists as changed." };
    private static readonly Option<bool> Force = new("--force") { Description = "Enrich titles although their last enrichment is fresh (freshDays, 7 at first)." };

    private static readonly Option<bool> Choosing = new("--choosing")
    {
        Description = "Only choose art anew by the present settings, from what is known; no provider is asked.",
    };

    private static readonly Option<bool> Complete = new("--require-complete")
    {
        Description = "Stop at the first rate limit, and keep what is left of the quota.",
    };

    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Show progress, pace, time left and the providers' quotas until the end; joins a run that is under way. "
            + "With --json: the run as one JSON object a line, whenever it has changed; the last line is its end.",
    };

    private static readonly Option<bool> Cancel = new("--cancel") { Description = "Cancel the run under way; titles at work are let to end." };

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static Command Create() => ApiCommand.Create(
        "bulk", "Enriches the monitored titles that are due, a few at a time: new ones, and those that are not fresh any more.", [Missing, Changed, Force, Choosing, Complete, Watch, Cancel], RunAsync);

    private static async Task<int> RunAsync(MetarrApi api, ParseResult parsed, ApiScreen screen, CancellationToken cancellationToken)
    {
        var started = parsed.GetValue(Cancel)
            ? await api.PostAsync<BulkStartedView>("v1/enrichment/bulk-cancel", new { }, cancellationToken)
            : await BeginAsync(api, parsed, screen, cancellationToken);
        if (!parsed.GetValue(Watch))
        {
            screen.Show(started, console => console.WriteLine(parsed.GetValue(Cancel)
                ? $"Job {started.JobId} ends as soon as the titles at work have."
                : $"Job {started.JobId} enriches the library; it may take about {BulkScreen.InWords(TimeSpan.FromSeconds(started.EstimatedSeconds))}."));
            return ExitCodes.Done;
        }

        BulkRunView run;
        try
        {
            run = await WatchAsync(api, started.JobId, screen, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Say($"Job {started.JobId} goes on; 'metarr bulk --watch' shows it again, 'metarr bulk --cancel' ends it.");
            return ExitCodes.Interrupted;
        }

        screen.Draw(console => BulkScreen.DrawEnd(console, run));
        return run is { State: "completed", Statistics: { Failed: 0, Stopped: false } } ? ExitCodes.Done : ExitCodes.NotAllWell;
    }

    private static async Task<BulkStartedView> BeginAsync(
        MetarrApi api, ParseResult parsed, ApiScreen screen, CancellationToken cancellationToken)
    {
        var body = new
        {
            missingOnly = parsed.GetValue(Missing),
            changedOnly = parsed.GetValue(Changed),
            force = parsed.GetValue(Force),
            requireComplete = parsed.GetValue(Complete),
            choosingOnly = parsed.GetValue(Choosing),
        };
        try
        {
            return await api.PostAsync<BulkStartedView>("v1/enrichment/bulk-run", body, cancellationToken);
        }
        catch (MetarrApiException refusal) when (parsed.GetValue(Watch) && refusal is { Code: "bulk-running", JobId: { } running })
        {
            screen.Say($"Job {running} is under way already; this is how it goes.");
            return new BulkStartedView(running, 0);
        }
    }

    private static async Task<BulkRunView> WatchAsync(MetarrApi api, string jobId, ApiScreen screen, CancellationToken cancellationToken)
    {
        var run = await LookAsync(api, jobId, cancellationToken);
        screen.Tell(run);
        var drawn = new BulkScreen(screen, new BulkMeter(run.Progress.Done, TimeProvider.System.GetTimestamp(), TimeProvider.System));
        if (!screen.IsLive)
        {
            return await FollowAsync(
                api,
                run,
                seen =>
                {
                    screen.Tell(seen);
                    drawn.Tell(seen);
                    return Task.CompletedTask;
                },
                cancellationToken);
        }

        await screen.Console.Live(new Text("")).AutoClear(true).StartAsync(async live =>
        {
            run = await FollowAsync(
                api,
                run,
                async seen =>
                {
                    var providers = await api.GetAsync<ProvidersView>("v1/providers/status", cancellationToken);
                    live.UpdateTarget(drawn.Draw(seen, providers));
                },
                cancellationToken);
        });
        return run;
    }

    private static async Task<BulkRunView> FollowAsync(
        MetarrApi api, BulkRunView run, Func<BulkRunView, Task> tell, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (!run.IsFinished && await timer.WaitForNextTickAsync(cancellationToken))
        {
            run = await LookAsync(api, run.Id, cancellationToken);
            await tell(run);
        }

        return run;
    }

    private static Task<BulkRunView> LookAsync(MetarrApi api, string jobId, CancellationToken cancellationToken) =>
        api.GetAsync<BulkRunView>($"v1/jobs/{jobId}", cancellationToken);
}
