using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Orchestrations;

/// <summary>Begins bulk runs so that there is one at a time.</summary>
public static class BulkStart
{
    /// <summary>Starts a run unless one is under way.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="asked">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the job that runs now: the one asked for, or the one that was first.</returns>
    public static async Task<string> StartAsync(DurableTaskClient client, BulkRequest asked, CancellationToken cancellationToken)
    {
        if (await RunningJobAsync(client, cancellationToken) is { } before) return before;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(EnrichLibrary), new BulkState(asked), new StartOrchestrationOptions(EnrichLibrary.InstanceId), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Two requests at once: the engine takes one of them, and how it refuses the other differs between engines.
            if (await RunningJobAsync(client, cancellationToken) is { } winner) return winner;
            throw;
        }

        return await RunningJobAsync(client, cancellationToken) ?? asked.JobId;
    }

    /// <summary>The run that is under way.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its job's id, or null when none is under way.</returns>
    public static async Task<string?> RunningJobAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(EnrichLibrary.InstanceId, getInputsAndOutputs: true, cancellationToken);
        return instance is { IsCompleted: false } ? instance.ReadInputAs<BulkState>()?.Request.JobId : null;
    }
}
