using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Ends a run that cannot be completed: the title stays as it was, and its lease is given back.</summary>
/// <remarks>Of a title that was removed in mid-run it clears what the run still wrote.</remarks>
public sealed class AbandonEnrichment(
    TitleStore titles, JobStore jobs, AssetStore assets, TitleRemoval removal, LiveEvents live, RunMetrics metrics, TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The run, and why it ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How the run ended.</returns>
    [Function(nameof(AbandonEnrichment))]
    public async Task<EnrichmentResult> RunAsync([ActivityTrigger] AbandonRequest request, CancellationToken cancellationToken)
    {
        var (id, jobId) = (request.Request.TitleId, request.Request.JobId);
        // A skipped run has not taken the lease and has written nothing.
        if (request.State is not JobState.Skipped) await GiveBackAsync(id, jobId, cancellationToken);
        var result = new EnrichmentResult(jobId, request.State, request.Reason, null);
        await jobs.FinishAsync(id, result, time.GetUtcNow(), cancellationToken);
        live.SendEnd(id, result);
        metrics.Ended(id.Kind, result);
        return result;
    }

    private async Task GiveBackAsync(TitleId id, string jobId, CancellationToken cancellationToken)
    {
        while (await titles.FindAsync(id, cancellationToken) is { } row)
        {
            if (row.Lease?.JobId != jobId) return;
            await assets.ClearStagingAsync(id, cancellationToken);
            if (await titles.TryReplaceAsync(row with { Lease = null }, cancellationToken)) return;
        }

        await removal.FinishAsync(id, cancellationToken);
    }
}
