using Metarr.Functions.Queues;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Shows messages that failed too often as activity, from where they can be put back.</summary>
public sealed class PoisonTriggers(FailedMessages failed)
{
    /// <summary>Shows a webhook's message.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is shown.</returns>
    [Function("PoisonedWebhook")]
    public Task WebhookAsync(
        [QueueTrigger("%" + QueueNames.Webhooks + "%" + QueueNames.PoisonSuffix)] string message, CancellationToken cancellationToken) =>
        failed.SetAsideAsync(QueueNames.Webhooks, message, cancellationToken);

    /// <summary>Shows the message of an urgent enrichment.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is shown.</returns>
    [Function("PoisonedEnrichUrgent")]
    public Task UrgentAsync(
        [QueueTrigger("%" + QueueNames.Urgent + "%" + QueueNames.PoisonSuffix)] string message, CancellationToken cancellationToken) =>
        failed.SetAsideAsync(QueueNames.Urgent, message, cancellationToken);

    /// <summary>Shows the message of a person's enrichment.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is shown.</returns>
    [Function("PoisonedEnrichHigh")]
    public Task HighAsync(
        [QueueTrigger("%" + QueueNames.High + "%" + QueueNames.PoisonSuffix)] string message, CancellationToken cancellationToken) =>
        failed.SetAsideAsync(QueueNames.High, message, cancellationToken);

    /// <summary>Shows the message of an enrichment in the background.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is shown.</returns>
    [Function("PoisonedEnrichNormal")]
    public Task NormalAsync(
        [QueueTrigger("%" + QueueNames.Normal + "%" + QueueNames.PoisonSuffix)] string message, CancellationToken cancellationToken) =>
        failed.SetAsideAsync(QueueNames.Normal, message, cancellationToken);

    /// <summary>Shows the message of a title that could not be published.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is shown.</returns>
    [Function("PoisonedPublish")]
    public Task PublishAsync(
        [QueueTrigger("%" + QueueNames.Publish + "%" + QueueNames.PoisonSuffix)] string message, CancellationToken cancellationToken) =>
        failed.SetAsideAsync(QueueNames.Publish, message, cancellationToken);
}
