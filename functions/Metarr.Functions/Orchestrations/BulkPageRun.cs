using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Storage;
using Microsoft.DurableTask;

namespace Metarr.Functions.Orchestrations;

/// <summary>Enriches the titles of one page of a bulk run, with only so many at work at a time.</summary>
/// <param name="context">The durable context.</param>
/// <param name="state">Where the run stands.</param>
/// <param name="page">The titles.</param>
/// <param name="cancelled">Ends when the run is cancelled.</param>
internal sealed class BulkPageRun(TaskOrchestrationContext context, BulkState state, TitlePage page, Task<string> cancelled)
{
    private const string NoReason = "The run ended without a word.";

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly List<TitleAtWork> atWork = [];
    private readonly List<BulkFailure> failures = [.. state.Failures];
    private BulkStatistics statistics = state.Statistics;

    /// <summary>Starts a title whenever one has ended and nobody else waits; once it is stopped it waits for those at work only.</summary>
    /// <returns>Where the run stands after the page.</returns>
    public async Task<BulkState> RunAsync()
    {
        foreach (var id in page.Ids)
        {
            await MakeRoomAsync();
            var run = new EnrichRequest(id, NewJobId(), Manual: false, state.Request.Force, state.Request.RequireComplete)
            {
                ChoosingOnly = state.Request.ChoosingOnly,
            };
            var admission = await AwaitTurnAsync(run);
            if (statistics.Stopped) break;
            if (admission is Admission.Skip) statistics = statistics.And(BulkOutcome.Skipped);
            else atWork.Add(new TitleAtWork(id, EnrichAsync(run)));
            Report();
        }

        while (atWork.Count > 0)
        {
            await Task.WhenAny(atWork.Select(title => title.End));
            TakeEnded();
        }

        return state with { Cursor = page.Next, Statistics = statistics, Failures = [.. failures] };
    }

    private async Task MakeRoomAsync()
    {
        TakeEnded();
        while (atWork.Count >= page.Window && !statistics.Stopped)
        {
            await Task.WhenAny([.. atWork.Select(Task (title) => title.End), cancelled]);
            TakeEnded();
        }
    }

    /// <summary>Asks whether the title may start, again and again while a webhook or a person waits.</summary>
    private async Task<Admission> AwaitTurnAsync(EnrichRequest run)
    {
        var admission = Admission.Wait;
        for (var wait = FirstWait; admission is Admission.Wait && !statistics.Stopped; wait = Longer(wait))
        {
            var asked = new AdmissionRequest(state.Request.JobId, run, state.Total ?? 0, statistics);
            admission = await context.CallActivityAsync<Admission>(nameof(AdmitTitle), asked, EnrichLibrary.Retried);
            if (admission is Admission.Wait) await PauseAsync(wait);
            TakeEnded();
        }

        return admission;
    }

    private async Task PauseAsync(TimeSpan wait)
    {
        // Cancel, not CancelAsync: what follows must run on the orchestrator's own thread.
        using var ending = new CancellationTokenSource();
        if (await Task.WhenAny(context.CreateTimer(wait, ending.Token), cancelled) == cancelled) ending.Cancel();
    }

    private void TakeEnded()
    {
        foreach (var title in atWork.FindAll(title => title.End.IsCompleted))
        {
            atWork.Remove(title);
            var (outcome, reason) = title.End.Result;
            statistics = statistics.And(outcome);
            if (outcome is BulkOutcome.Limited) statistics = statistics.Stop(reason!);
            if (outcome is BulkOutcome.Failed && failures.Count < BulkState.NamedFailures) failures.Add(new BulkFailure(title.Id, reason ?? NoReason));
            Report();
        }

        if (cancelled.IsCompleted) statistics = statistics.Stop(cancelled.Result);
    }

    private async Task<(BulkOutcome Outcome, string? Reason)> EnrichAsync(EnrichRequest run)
    {
        try
        {
            var result = await context.CallSubOrchestratorAsync<EnrichmentResult>(
                nameof(EnrichTitle), run, new SubOrchestrationOptions(instanceId: EnrichTitle.InstanceId(run.TitleId)));
            return (Outcome(result), result.Reason);
        }
        catch (TaskFailedException failure)
        {
            // Someone began the title since it was admitted; that run does what this one would. Anything else is the title's own
            // trouble, which the engine has logged: one title never ends the run.
            var isTaken = failure.FailureDetails.ErrorType.EndsWith("OrchestrationAlreadyExistsException", StringComparison.Ordinal);
            return (isTaken ? BulkOutcome.Skipped : BulkOutcome.Failed, failure.FailureDetails.ErrorMessage);
        }
    }

    private static BulkOutcome Outcome(EnrichmentResult result) => result switch
    {
        { LimitedProvider: not null } => BulkOutcome.Limited,
        { State: JobState.Completed } => BulkOutcome.Updated,
        { State: JobState.Skipped } => BulkOutcome.Skipped,
        _ => BulkOutcome.Failed,
    };

    /// <summary>An id as other runs have, a version 7 UUID, that is the same on replay.</summary>
    private string NewJobId()
    {
        var milliseconds = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{milliseconds:x12}7{context.NewGuid().ToString("N").AsSpan(13)}");
    }

    private void Report() => context.SetCustomStatus(
        new BulkProgress(state.Total ?? 0, statistics, [.. atWork.Select(title => title.Id)]));

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 < LongestWait ? wait * 2 : LongestWait;

    private sealed record TitleAtWork(TitleId Id, Task<(BulkOutcome Outcome, string? Reason)> End);
}
