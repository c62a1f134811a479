using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Orchestrations;

/// <summary>Forgets orchestrations that ended long ago. What people are shown of a run is kept elsewhere, with the jobs.</summary>
public static class EndedRuns
{
    /// <summary>How long an ended orchestration is kept, for those who want to know why it ended as it did.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(7);

    // Named, because hosts differ in what a missing begin means to them.
    private static readonly DateTimeOffset FirstRun = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Forgets all that were begun longer ago than <see cref="Kept"/> and have ended.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the work; what is left is found again.</param>
    /// <returns>How many were forgotten.</returns>
    public static async Task<int> PurgeAsync(DurableTaskClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = new PurgeInstancesFilter(
            FirstRun,
            now - Kept,
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
        var purged = 0;
        while (true)
        {
            var result = await client.PurgeAllInstancesAsync(ended, cancellationToken);
            purged += result.PurgedInstanceCount;
            if (result.IsComplete is not false || result.PurgedInstanceCount == 0) return purged;
        }
    }
}
