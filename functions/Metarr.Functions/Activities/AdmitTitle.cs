using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Activities;

/// <summary>Says whether a bulk run may start its next title, and tells how far it has come.</summary>
public sealed class AdmitTitle(WorkQueues queues, LibraryStore library, LiveEvents live, RunMetrics metrics)
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
        var running = await client.GetInstanceAsync(EnrichTitle.InstanceId(request.TitleId), cancellationToken);
        if (running is { IsCompleted: false }) return Admission.Skip;

        if (live.IsOn)
        {
            var name = (await library.FindAsync(request.TitleId, cancellationToken))?.Name;
            live.Send(LiveEventNames.BulkProgress, BulkProgressed.Of(request, name));
        }

        return Admission.Start;
    }
}
