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
    /// <summary>How long a run may hold a title before it counts as lost.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(30);

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
            var scope = Scope(request, row, configured, now);
            var reason = Obstacle(request, row, now) ?? ReasonToSkip(request, scope, row, waves.Count > 0, configured);
            if (reason is not null) return new EnrichmentBegun(false, reason, [], now);

            if (!await titles.TryReplaceAsync(row with { Lease = new TitleLease(request.JobId, now + LeaseTime) }, cancellationToken)) continue;
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

    private static string? Obstacle(EnrichRequest request, TitleRow row, DateTimeOffset now)
    {
        if (row.Lease is { } lease && lease.JobId != request.JobId && lease.Until > now)
        {
            return $"Job '{lease.JobId}' is working on the title.";
        }

        if (!row.Title.Monitored && !request.Manual) return "The title is not monitored.";
        return row.Title.DeletedAt is not null && !request.Manual ? "The title was deleted at its source." : null;
    }

    private static RunScope? Scope(EnrichRequest request, TitleRow row, EnrichmentSettings configured, DateTimeOffset now)
    {
        if (!request.ChoosingOnly)
        {
            return request.Force ? RunScope.Everything : RefreshRules.Scope(row.Title.Id, row.Title.EnrichedAt, row.Marks, configured, now);
        }

        if (row.Title.EnrichedAt is null) return null;
        return request.Force || row.Marks.ChooseOtherwise(SettingsMarks.Of(configured)) ? RunScope.Choosing : null;
    }

    private static string? ReasonToSkip(
        EnrichRequest request, RunScope? scope, TitleRow row, bool hasProvider, EnrichmentSettings configured) => scope switch
    {
        RunScope.Choosing => null,
        RunScope.Everything when hasProvider => null,
        RunScope.Everything => "No provider is configured; set Providers__Tmdb__ApiKey or Providers__Tmdb__ReadToken.",
        _ when row.Title.EnrichedAt is null => "The title was never enriched, so there is nothing to choose from.",
        _ when request.ChoosingOnly => "Its art was chosen by the present settings; force it to choose anew.",
        _ => $"The title was enriched on {row.Title.EnrichedAt:yyyy-MM-dd} and counts as fresh until "
            + $"{RefreshRules.FreshUntil(row.Title.Id, row.Title.EnrichedAt!.Value, configured.FreshDays):yyyy-MM-dd}; force it to do it again.",
    };
}
