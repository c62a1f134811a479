using System.Text;
using System.Text.Json;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Queues;

/// <summary>Keeps the messages that failed too often where people see them and can put them back.</summary>
public sealed class FailedMessages(
    ActivityStore activity, WorkQueues queues, RunMetrics metrics, ILogger<FailedMessages> logger)
{
    /// <summary>How much of a message people are shown, characters; all of it is kept.</summary>
    private const int LongestShown = 2000;

    private const string UnknownReason = "The reason is not known; the message may be unreadable, or the app was stopped over it.";

    /// <summary>Reads a message and works on it; when that fails, notes why, in case the message is set aside.</summary>
    /// <typeparam name="T">What the message is.</typeparam>
    /// <param name="queue">The queue, one of the settings of <see cref="QueueNames"/>.</param>
    /// <param name="text">The message's text.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when the work is.</returns>
    /// <exception cref="JsonException">The text is no such message.</exception>
    public async Task WatchAsync<T>(string queue, string text, Func<T, Task> work, CancellationToken cancellationToken)
        where T : ITracedMessage
    {
        try
        {
            var message = StoredJson.Read<T>(text);
            using var span = TraceCarrier.Resume("message " + QueueNames.NameOf(queue), message.TraceParent);
            span?.SetTag(AttributeNames.Queue, QueueNames.NameOf(queue));
            await work(message);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await activity.NoteFailureAsync(QueueNames.NameOf(queue), text, Reason(failure), cancellationToken);
            throw;
        }
    }

    /// <summary>Shows a message of a poison queue as activity.</summary>
    /// <param name="queue">The queue it failed in, one of the settings of <see cref="QueueNames"/>.</param>
    /// <param name="text">The message's text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is shown.</returns>
    public async Task SetAsideAsync(string queue, string text, CancellationToken cancellationToken)
    {
        var name = QueueNames.NameOf(queue);
        var reason = await activity.FindFailureAsync(name, text, cancellationToken) ?? UnknownReason;
        var entry = await activity.RecordAsync(
            ActivityKind.Poison,
            name,
            "poison",
            Encoding.UTF8.GetBytes(text),
            told => told with { State = ActivityState.Failed, Outcome = reason, Subject = Shown(text) },
            cancellationToken);
        if (ReadWebhook(queue, text) is { } webhook)
        {
            await activity.UpdateAsync(
                webhook.ActivityId, told => told with { State = ActivityState.Failed, Outcome = reason }, cancellationToken);
        }

        metrics.SetAside(name);
        WorkLogs.MessageSetAside(logger, name, entry.Id, reason);
    }

    /// <summary>Puts what an entry keeps back into its queue: a webhook to be worked on again, or a message that was set aside.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The entry as it is now, or null when there is none.</returns>
    public async Task<ActivityEntry?> PutBackAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await activity.FindWithBodyAsync(id, cancellationToken) is not { } kept) return null;
        var entry = await activity.UpdateAsync(
            id, before => before with { State = ActivityState.Queued, Outcome = "It was put back.", LastAt = now }, cancellationToken);
        var (queue, text) = kept.Entry.Kind is ActivityKind.Webhook
            ? (QueueNames.Webhooks, StoredJson.Write(new WebhookMessage(id)))
            : (QueueNames.SettingOf(kept.Entry.Source), Encoding.UTF8.GetString(kept.Body.Span));
        await queues.SendAsync(queue, text, TimeSpan.Zero, cancellationToken);
        return kept.Entry.Kind is ActivityKind.Webhook
            ? entry
            : await activity.UpdateAsync(id, before => before with { State = ActivityState.Done }, cancellationToken);
    }

    private static WebhookMessage? ReadWebhook(string queue, string text)
    {
        try
        {
            return queue == QueueNames.Webhooks ? StoredJson.Read<WebhookMessage>(text) : null;
        }
        catch (JsonException)
        {
            // A message that somebody else put there belongs to no webhook.
            return null;
        }
    }

    private static string Shown(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";

    private static string Reason(Exception failure) =>
        failure is JsonException ? "The message cannot be read: " + failure.Message : failure.Message;
}
