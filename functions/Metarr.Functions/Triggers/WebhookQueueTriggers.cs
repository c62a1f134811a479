using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Triggers;

/// <summary>Works on queued webhooks.</summary>
public sealed class WebhookQueueTriggers(
    WebhookWork work,
    ActivityStore activity,
    WorkQueues queues,
    FailedMessages failed,
    TimeProvider time,
    ILogger<WebhookQueueTriggers> logger)
{
    /// <summary>A webhook that waits longer than this was taken, but its message got lost on the way to the queue.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Does what a webhook says, and queues the enrichment that it asks for.</summary>
    /// <param name="message">A <see cref="WebhookMessage"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>An <see cref="EnrichMessage"/>, or null.</returns>
    [Function("WorkOnWebhook")]
    [QueueOutput("%" + QueueNames.Urgent + "%")]
    public async Task<string?> RunAsync([QueueTrigger("%" + QueueNames.Webhooks + "%")] string message, CancellationToken cancellationToken)
    {
        EnrichMessage? enrich = null;
        await failed.WatchAsync<WebhookMessage>(
            QueueNames.Webhooks,
            message,
            async webhook => enrich = await work.RunAsync(webhook.ActivityId, cancellationToken) is { } asked
                ? asked with { TraceParent = TraceCarrier.Current }
                : null,
            cancellationToken);
        return enrich is null ? null : StoredJson.Write(enrich);
    }

    /// <summary>Queues webhooks again whose message got lost between their being kept and their being queued.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when they are queued.</returns>
    [Function("QueueLostWebhooks")]
    public async Task QueueLostAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var lost = await activity.ListWaitingAsync(ActivityKind.Webhook, time.GetUtcNow() - LongestWait, cancellationToken);
        foreach (var entry in lost)
        {
            await queues.SendAsync(QueueNames.Webhooks, StoredJson.Write(new WebhookMessage(entry.Id)), TimeSpan.Zero, cancellationToken);
        }

        if (lost.Count > 0) WorkLogs.WebhooksQueuedAgain(logger, lost.Count);
    }
}
