using Metarr.Enrichment.Providers;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Activities;

/// <summary>Says whether a bulk run may start its next title, takes the title for it, and tells how far the run has come.</summary>
public sealed class AdmitTitle(
    WorkQueues queues,
    TitleStore titles,
    TitleLeases leases,
    LibraryStore library,
    SettingsStore settings,
    IEnumerable<IMetadataProvider> providers,
    LiveEvents live,
    RunMetrics metrics,
    TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The title, and where the run stands.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it may start, is to wait for others, or need not start at all.</returns>
    [Function(nameof(AdmitTitle))]
    public async Task<Admission> RunAsync(
        [ActivityTrigger] AdmissionRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        metrics.BulkStands(request.Total, request.Statistics);
        if (await queues.SomeoneWaitsAsync(cancellationToken)) return Admission.Wait;
        var before = await client.GetInstanceAsync(EnrichTitle.InstanceId(request.Title.TitleId), cancellationToken);
        if (before is { IsCompleted: false }) return Admission.Skip;

        if (live.IsOn)
        {
            var name = (await library.FindAsync(request.Title.TitleId, cancellationToken))?.Name;
            live.Send(LiveEventNames.BulkProgress, BulkProgressed.Of(request, name));
        }

        if (!await TakeAsync(request.Title, cancellationToken)) return Admission.Skip;

        // Not every durable backend begins a sub-orchestration anew whose instance id an ended one still has
        // (durabletask-mssql#148); the ended one would be forgotten some days later anyway.
        if (before is not null) await client.PurgeInstanceAsync(before.InstanceId, cancellationToken);
        return Admission.Start;
    }

    /// <summary>Takes the title for its run, unless the run would have nothing to do or another one has the title.</summary>
    private async Task<bool> TakeAsync(EnrichRequest run, CancellationToken cancellationToken)
    {
        var id = run.TitleId;
        if (await titles.FindAsync(id, cancellationToken) is not { } row) return false;
        var configured = await settings.ReadAsync(cancellationToken);
        var hasProvider = FetchOrder.Waves(id.Kind, row.Title.ExternalIds, providers).Count > 0;
        if (RunRules.Judge(run, row, hasProvider, configured, time.GetUtcNow()).Reason is not null) return false;
        return await leases.TakeAsync(id, run.JobId, TitleLeases.StartTime, cancellationToken) == run.JobId;
    }
}
