using System.Diagnostics;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Takes the lease on the title and says whether there is anything to do.</summary>
public sealed class BeginEnrichment(
    TitleStore titles, JobStore jobs, SettingsStore settings, IEnumerable<IMetadataProvider> providers, TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Proceed, or why not.</returns>
    [Function(nameof(BeginEnrichment))]
    public async Task<EnrichmentBegun> RunAsync([ActivityTrigger] EnrichRequest request, CancellationToken cancellationToken)
    {
        var traceId = Join(request);
        var now = time.GetUtcNow();
        var configured = await settings.ReadAsync(cancellationToken);
        while (await titles.FindAsync(request.TitleId, cancellationToken) is { } row)
        {
            var waves = FetchOrder.Waves(request.TitleId.Kind, row.Title.ExternalIds, providers);
            var (scope, reason) = RunRules.Judge(request, row, waves.Count > 0, configured, now);
            if (reason is not null) return new EnrichmentBegun(false, reason, [], now);
            var lease = new TitleLease(request.JobId, now + TitleLeases.RunTime);
            if (!await titles.TryReplaceAsync(row with { Lease = lease }, cancellationToken)) continue;

            var known = await jobs.FindAsync(request.JobId, cancellationToken);
            var queued = known ?? new Job(request.JobId, request.TitleId, JobState.Queued, now) { Forced = request.Force };
            var job = queued with { State = JobState.Running, TraceId = traceId };
            await jobs.WriteAsync(job, cancellationToken);
            return new EnrichmentBegun(true, null, waves, now, configured) { Scope = scope!.Value, Job = job };
        }

        return new EnrichmentBegun(false, $"The title '{request.TitleId}' is no longer in the library.", [], now);
    }

    /// <summary>Names the run in its trace, and links the trace of whoever asked where the engine has begun another one.</summary>
    /// <returns>The id of the run's trace, or null.</returns>
    private static string? Join(EnrichRequest request)
    {
        var asked = ActivityContext.TryParse(request.TraceParent, null, isRemote: true, out var context) ? context : default;
        if (Activity.Current is not { } span) return asked == default ? null : asked.TraceId.ToString();
        span.SetTag(AttributeNames.JobId, request.JobId);
        if (asked != default && asked.TraceId != span.TraceId) span.AddLink(new ActivityLink(asked));
        return span.TraceId.ToString();
    }
}
