using Metarr.Enrichment.Library;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Orchestrations;

/// <summary>Begins runs so that one title has one run at a time: it takes the title's lease for the run before the run is begun.</summary>
public sealed class EnrichmentStart(TitleLeases leases)
{
    /// <summary>How long the engine may take to note the end of a run.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    /// <summary>Starts a run unless one is under way.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="asked">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the job that runs now: the one asked for, or the one that was first.</returns>
    public async Task<string> StartAsync(DurableTaskClient client, EnrichRequest asked, CancellationToken cancellationToken)
    {
        var instanceId = EnrichTitle.InstanceId(asked.TitleId);
        if (await RunningJobAsync(client, instanceId, cancellationToken) is { } before)
        {
            if (!await HasEndedAsync(client, asked.TitleId, cancellationToken)) return before;
        }

        var holder = await leases.TakeAsync(asked.TitleId, asked.JobId, TitleLeases.StartTime, cancellationToken);
        if (holder is not null && holder != asked.JobId) return holder;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(EnrichTitle), asked with { TraceParent = TraceCarrier.Current }, new StartOrchestrationOptions(instanceId), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Two requests at once: the engine takes one of them, and how it refuses the other differs between engines.
            var winner = await RunningJobAsync(client, instanceId, cancellationToken);
            if (winner == asked.JobId) return winner;
            await leases.GiveBackAsync(asked.TitleId, asked.JobId, cancellationToken);
            if (winner is not null) return winner;
            throw;
        }

        return asked.JobId;
    }

    /// <summary>Looks whether a run of a title is under way.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether one is.</returns>
    public static async Task<bool> IsRunningAsync(DurableTaskClient client, TitleId id, CancellationToken cancellationToken) =>
        await RunningJobAsync(client, EnrichTitle.InstanceId(id), cancellationToken) is not null;

    /// <summary>Awaits the end of a run that has given its title back, and of which only the engine has yet to note the end.</summary>
    /// <returns>False when the run is at work, or the engine takes too long.</returns>
    private async Task<bool> HasEndedAsync(DurableTaskClient client, TitleId id, CancellationToken cancellationToken)
    {
        if (await leases.FindHolderAsync(id, cancellationToken) is not null) return false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EndPatience);
        try
        {
            await client.WaitForInstanceCompletionAsync(EnrichTitle.InstanceId(id), patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<string?> RunningJobAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
        return instance is { IsCompleted: false } ? instance.ReadInputAs<EnrichRequest>()?.JobId : null;
    }
}
