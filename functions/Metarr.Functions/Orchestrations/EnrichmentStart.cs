using Metarr.Enrichment.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Orchestrations;

/// <summary>Begins runs so that one title has one run at a time.</summary>
public static class EnrichmentStart
{
    /// <summary>Starts a run unless one is under way.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="asked">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the job that runs now: the one asked for, or the one that was first.</returns>
    public static async Task<string> StartAsync(DurableTaskClient client, EnrichRequest asked, CancellationToken cancellationToken)
    {
        var instanceId = EnrichTitle.InstanceId(asked.TitleId);
        if (await RunningJobAsync(client, instanceId, cancellationToken) is { } before) return before;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(EnrichTitle), asked with { TraceParent = TraceCarrier.Current }, new StartOrchestrationOptions(instanceId), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Two requests at once: the engine takes one of them, and how it refuses the other differs between engines.
            if (await RunningJobAsync(client, instanceId, cancellationToken) is { } winner) return winner;
            throw;
        }

        return await RunningJobAsync(client, instanceId, cancellationToken) ?? asked.JobId;
    }

    private static async Task<string?> RunningJobAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
        return instance is { IsCompleted: false } ? instance.ReadInputAs<EnrichRequest>()?.JobId : null;
    }
}
