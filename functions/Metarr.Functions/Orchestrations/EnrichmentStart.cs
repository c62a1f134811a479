using Metarr.Enrichment.Library;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Orchestrations;

/// <summary>Begins runs so that one title has one run at a time: it takes the title's lease for the run before the run is begun.</summary>
public sealed class EnrichmentStart(TitleLeases leases, TimeProvider time)
{
    /// <summary>How long the engine may take to note the end of a run.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    /// <summary>How often it is looked whether a run is there that somebody else is about to start.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Starts a run unless one is under way.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="asked">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the job that runs now: the one asked for, or the one that was first.</returns>
    public async Task<string> StartAsync(DurableTaskClient client, EnrichRequest asked, CancellationToken cancellationToken)
    {
        if (await TakeOrFindOtherAsync(client, asked, cancellationToken) is { } first) return first;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(EnrichTitle),
                asked with { TraceParent = TraceCarrier.Current },
                new StartOrchestrationOptions(EnrichTitle.InstanceId(asked.TitleId)),
                cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Two requests at once: the engine takes one of them, and how it refuses the other differs between engines.
            var winner = await FindRunningAsync(client, asked.TitleId, cancellationToken) is { } running ? JobOf(running) : null;
            if (winner == asked.JobId) return winner;
            await leases.GiveBackAsync(asked.TitleId, asked.JobId, cancellationToken);
            if (winner is not null) return winner;
            throw;
        }

        return asked.JobId;
    }

    /// <summary>Starts a run unless one is under way that can be followed.</summary>
    /// <remarks>
    /// A run that is about to be handed to the engine is there in a moment, and can be followed. If its starter has died before that, it never
    /// comes, and its lease soon runs out.
    /// </remarks>
    /// <param name="client">The durable client.</param>
    /// <param name="asked">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the job that runs now: the one asked for, or the one that was first.</returns>
    public async Task<string> StartOrFollowAsync(DurableTaskClient client, EnrichRequest asked, CancellationToken cancellationToken)
    {
        while (true)
        {
            var jobId = await StartAsync(client, asked, cancellationToken);
            if (jobId == asked.JobId || await IsRunningAsync(client, asked.TitleId, cancellationToken)) return jobId;
            var lease = await leases.FindAsync(asked.TitleId, cancellationToken);
            if (lease?.Until > time.GetUtcNow() + TitleLeases.HandingTime) return jobId;
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    /// <summary>Looks whether a run of a title is under way.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether one is.</returns>
    public static async Task<bool> IsRunningAsync(DurableTaskClient client, TitleId id, CancellationToken cancellationToken) =>
        await FindRunningAsync(client, id, cancellationToken) is not null;

    /// <summary>Takes the title for a run, unless another one has it.</summary>
    /// <returns>The other run's job; null when the title is taken, or gone.</returns>
    private async Task<string?> TakeOrFindOtherAsync(DurableTaskClient client, EnrichRequest asked, CancellationToken cancellationToken)
    {
        var id = asked.TitleId;
        if (await FindRunningAsync(client, id, cancellationToken) is { } running
            && !await HasEndedAsync(client, running, id, cancellationToken)) return JobOf(running);

        var holder = await leases.TakeAsync(id, asked.JobId, TitleLeases.HandingTime, cancellationToken);
        return holder == asked.JobId ? null : holder;
    }

    /// <summary>Awaits the end of a run that has given its title back, and of which only the engine has yet to note the end.</summary>
    /// <returns>False when the run is at work or has yet to begin, or the engine takes too long.</returns>
    private async Task<bool> HasEndedAsync(
        DurableTaskClient client, OrchestrationMetadata running, TitleId id, CancellationToken cancellationToken)
    {
        if (running.RuntimeStatus is OrchestrationRuntimeStatus.Pending || await leases.FindAsync(id, cancellationToken) is not null) return false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(EndPatience);
        try
        {
            await client.WaitForInstanceCompletionAsync(running.InstanceId, patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<OrchestrationMetadata?> FindRunningAsync(
        DurableTaskClient client, TitleId id, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(EnrichTitle.InstanceId(id), getInputsAndOutputs: true, cancellationToken) is { IsCompleted: false } running
            ? running
            : null;

    private static string JobOf(OrchestrationMetadata running) => running.ReadInputAs<EnrichRequest>()?.JobId ?? running.InstanceId;
}
