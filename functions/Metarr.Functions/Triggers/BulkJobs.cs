using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Triggers;

/// <summary>Looks how bulk runs go: what is kept of them, with what the orchestration tells while one is under way.</summary>
public sealed class BulkJobs(BulkRunStore runs, LibraryStore library)
{
    /// <summary>Shows a run.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="jobId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run, or null when there is none of that id.</returns>
    internal async Task<BulkRunResponse?> FindAsync(DurableTaskClient client, string jobId, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(jobId, cancellationToken) is not { } run) return null;
        return run.IsFinished ? Ended(run) : await LookAsync(client, run, cancellationToken);
    }

    /// <summary>Shows the run that ended last.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run, or null when none has ended yet.</returns>
    internal async Task<BulkRunResponse?> FindLastAsync(CancellationToken cancellationToken) =>
        await runs.FindLastAsync(cancellationToken) is { } run ? Ended(run) : null;

    private static BulkRunResponse Ended(BulkRun run) => BulkRunResponse.Of(
        run, BulkProgressResponse.Of(run.Statistics.Processed, run.Total, []), run.Statistics);

    private async Task<BulkRunResponse> LookAsync(DurableTaskClient client, BulkRun run, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(EnrichLibrary.InstanceId, getInputsAndOutputs: true, cancellationToken);
        var input = instance?.ReadInputAs<BulkState>();
        var own = input?.Request.JobId == run.Request.JobId ? instance : null;
        if (own is null or { IsCompleted: true }) return await EndAsync(run, own, cancellationToken);

        // Between two pages the orchestration has no status yet; its input tells where it stands.
        var told = own.SerializedCustomStatus is null ? null : own.ReadCustomStatusAs<BulkProgress>();
        var progress = told ?? new BulkProgress(input!.Total ?? run.Total, input.Statistics, []);
        var titles = await Task.WhenAll(progress.Current.Select(id => ShowAsync(id, cancellationToken)));
        return BulkRunResponse.Of(
            run, BulkProgressResponse.Of(progress.Statistics.Processed, progress.Total, titles), progress.Statistics);
    }

    /// <summary>
    /// Shows a run that its orchestration no longer works on, or not yet. It may have written its end since it was read; if it has not,
    /// something else ended it.
    /// </summary>
    private async Task<BulkRunResponse> EndAsync(BulkRun run, OrchestrationMetadata? instance, CancellationToken cancellationToken)
    {
        var written = await runs.FindAsync(run.Request.JobId, cancellationToken) ?? run;
        if (written.IsFinished || (instance is null && run.State is JobState.Queued)) return Ended(written);
        var reason = instance is null ? "The run was ended from outside." : instance.FailureDetails?.ErrorMessage ?? "The run was terminated.";
        return Ended(run with { State = JobState.Failed, Reason = reason, FinishedAt = instance?.LastUpdatedAt });
    }

    private async Task<BulkTitleResponse> ShowAsync(TitleId id, CancellationToken cancellationToken) =>
        new(id.Value, (await library.FindAsync(id, cancellationToken))?.Name);
}
