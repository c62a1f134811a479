using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Triggers;

/// <summary>What happens by the clock: the refresh of the library, and the clean-up.</summary>
public sealed class ScheduledTriggers(
    ScheduledRefresh refresh, DeletedTitles deleted, ActivityStore activity, TimeProvider time, ILogger<ScheduledTriggers> logger)
{
    /// <summary>
    /// Refreshes the library, by the setting <c>RefreshSchedule</c>; on Sunday nights unless it is set. <c>Refresh__Mode</c> says how.
    /// </summary>
    /// <param name="timer">The timer.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when the titles that are due are queued, or the bulk run has begun.</returns>
    [Function("RefreshLibrary")]
    public Task RefreshAsync(
        [TimerTrigger("%" + QueueNames.RefreshSchedule + "%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => refresh.RunAsync(client, cancellationToken);

    /// <summary>
    /// Removes titles that were deleted at their source 7 days ago, activity older than 30 days, and orchestrations that ended and are
    /// older than 7 days.
    /// </summary>
    /// <param name="timer">The timer.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when they are removed.</returns>
    [Function("CleanUpDaily")]
    public async Task CleanUpAsync(
        [TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var removed = await deleted.RemoveDueAsync(cancellationToken);
        var entries = await activity.RemoveOldAsync(cancellationToken);
        var runs = await EndedRuns.PurgeAsync(client, time.GetUtcNow(), cancellationToken);
        WorkLogs.CleanedUp(logger, removed, entries, runs);
    }
}
