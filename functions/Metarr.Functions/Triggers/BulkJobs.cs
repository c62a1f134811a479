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
        if (instance is null || input?.Request.JobId != run.Request.JobId) return Ended(run);
        if (instance.IsCompleted)
        {
            // It may have written its end since it was read; if it has not, something else ended it.
            var written = await runs.FindAsync(run.Request.JobId, cancellationToken) ?? run;
            if (written.IsFinished) return Ended(written);
            var reason = instance.FailureDetails?.ErrorMessage ?? "The run was terminated.";
            return Ended(run with { State = JobState.Failed, Reason = reason, FinishedAt = instance.LastUpdatedAt });
        }

        // Between two pages the orchestration has no status yet; its input tells where it stands.
        var told = instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<BulkProgress>();
        var progress = told ?? new BulkProgress(input.Total ?? run.Total, input.Statistics, []);
        var titles = await Task.WhenAll(progress.Current.Select(id => ShowAsync(id, cancellationToken)));
        return BulkRunResponse.Of(
            run, BulkProgressResponse.Of(progress.Statistics.Processed, progress.Total, titles), progress.Statistics);
    }

    private async Task<BulkTitleResponse> ShowAsync(TitleId id, CancellationToken cancellationToken) =>
        new(id.Value, (await library.FindAsync(id, cancellationToken))?.Name);
}
