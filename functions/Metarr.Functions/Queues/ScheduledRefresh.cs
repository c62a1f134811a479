using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Queues;

/// <summary>Refreshes the library in the way that is configured.</summary>
public sealed class ScheduledRefresh(
    RefreshOptions options, LibraryRefresh refresh, BulkRunStore runs, TimeProvider time, ILogger<ScheduledRefresh> logger)
{
    /// <summary>Begins a refresh.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when the titles are queued, or the bulk run has begun; one that is under way already is let to go on.</returns>
    public Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken) => options.Mode switch
    {
        RefreshMode.Queue => refresh.RunAsync(cancellationToken),
        RefreshMode.Bulk => BeginBulkAsync(client, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task BeginBulkAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = new BulkRequest(
            Guid.CreateVersion7(now).ToString("N"), MissingOnly: false, ChangedOnly: false, Force: false, RequireComplete: true);
        var running = await BulkStart.StartAsync(client, asked, cancellationToken);
        if (running == asked.JobId) await runs.AddIfMissingAsync(new BulkRun(asked, JobState.Queued, now), cancellationToken);
        WorkLogs.RefreshRuns(logger, running);
    }
}
