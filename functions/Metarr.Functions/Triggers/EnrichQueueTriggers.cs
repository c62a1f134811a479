using Metarr.Functions.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Triggers;

/// <summary>Works on the three queues of enrichments.</summary>
public sealed class EnrichQueueTriggers(EnrichJobs jobs, FailedMessages failed)
{
    /// <summary>Enriches what a webhook asks for.</summary>
    /// <param name="message">An <see cref="EnrichMessage"/>.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when the run has ended.</returns>
    [Function("EnrichUrgent")]
    public Task UrgentAsync(
        [QueueTrigger("%" + QueueNames.Urgent + "%")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        RunAsync(QueueNames.Urgent, EnrichPriority.Urgent, message, client, cancellationToken);

    /// <summary>Enriches what a person asks for.</summary>
    /// <param name="message">An <see cref="EnrichMessage"/>.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when the run has ended.</returns>
    [Function("EnrichHigh")]
    public Task HighAsync(
        [QueueTrigger("%" + QueueNames.High + "%")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        RunAsync(QueueNames.High, EnrichPriority.High, message, client, cancellationToken);

    /// <summary>Enriches what a schedule or a scan asks for, once nobody else waits.</summary>
    /// <param name="message">An <see cref="EnrichMessage"/>.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when the run has ended.</returns>
    [Function("EnrichNormal")]
    public Task NormalAsync(
        [QueueTrigger("%" + QueueNames.Normal + "%")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        RunAsync(QueueNames.Normal, EnrichPriority.Normal, message, client, cancellationToken);

    private Task RunAsync(
        string queue, EnrichPriority priority, string message, DurableTaskClient client, CancellationToken cancellationToken) =>
        failed.WatchAsync<EnrichMessage>(
            queue, message, asked => jobs.HandleAsync(client, priority, asked, cancellationToken), cancellationToken);
}
