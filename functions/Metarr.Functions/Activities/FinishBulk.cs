using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Writes how a bulk run ended.</summary>
public sealed class FinishBulk(BulkRunStore runs, LiveEvents live, RunMetrics metrics, TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="result">How the run ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="InvalidOperationException">The run was never begun.</exception>
    [Function(nameof(FinishBulk))]
    public async Task RunAsync([ActivityTrigger] BulkResult result, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(result.JobId, cancellationToken)
            ?? throw new InvalidOperationException($"There is no bulk run '{result.JobId}' to finish.");
        var finished = run with
        {
            State = result.State,
            Reason = result.Reason,
            Total = result.Total,
            Statistics = result.Statistics,
            Failures = result.Failures,
            FinishedAt = run.FinishedAt ?? time.GetUtcNow(),
        };
        await runs.WriteAsync(finished, cancellationToken);
        metrics.BulkStands(result.Total, result.Statistics);
        await runs.RemoveChangedAsync(result.JobId, cancellationToken);
        live.Send(LiveEventNames.BulkProgress, BulkProgressed.Of(result));
        if (result.State is JobState.Failed) live.Send(LiveEventNames.JobFailed, new JobFailed(result.JobId, null, result.Reason));
    }
}
