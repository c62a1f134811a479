using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Activities;

/// <summary>Ends a run that cannot be completed: the title stays as it was, and its lease is given back.</summary>
/// <remarks>Of a title that was removed in mid-run it clears what the run still wrote.</remarks>
public sealed class AbandonEnrichment(
    TitleStore titles,
    TitleLeases leases,
    JobStore jobs,
    AssetStore assets,
    TitleRemoval removal,
    LiveEvents live,
    RunMetrics metrics,
    TimeProvider time,
    ILogger<AbandonEnrichment> logger)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The run, and why it ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How the run ended.</returns>
    [Function(nameof(AbandonEnrichment))]
    public async Task<EnrichmentResult> RunAsync([ActivityTrigger] AbandonRequest request, CancellationToken cancellationToken)
    {
        var (id, jobId) = (request.Request.TitleId, request.Request.JobId);
        await GiveBackAsync(id, jobId, hasWritten: request.State is not JobState.Skipped, cancellationToken);
        var result = new EnrichmentResult(jobId, request.State, request.Reason, null);
        await jobs.FinishAsync(id, result, time.GetUtcNow(), cancellationToken);
        if (request.State is JobState.Failed) RunLogs.RunFailed(logger, id.ToString(), jobId, request.Reason);
        live.SendEnd(id, result);
        metrics.Ended(id.Kind, result);
        return result;
    }

    private async Task GiveBackAsync(TitleId id, string jobId, bool hasWritten, CancellationToken cancellationToken)
    {
        if (hasWritten && (await titles.FindAsync(id, cancellationToken))?.Lease?.JobId == jobId)
        {
            await assets.ClearStagingAsync(id, cancellationToken);
        }

        if (!await leases.GiveBackAsync(id, jobId, cancellationToken)) await removal.FinishAsync(id, cancellationToken);
    }
}
