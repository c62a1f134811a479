using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Azure;
using Azure.Storage.Queues;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Live;

/// <summary>Sends live events to the queue from which they are forwarded to whoever listens.</summary>
/// <remarks>
/// Nobody waits for an event, and no run fails for one: they are put into a short line in memory and sent from there, many in one
/// message. The first is sent at once, those that follow it closely together; a message costs as much whatever is in it. When the line is full the oldest are dropped, and a message that cannot be sent is dropped with a word in the log.
/// A queue keeps no order, so each event says in <c>sentAt</c> when it was sent.
/// </remarks>
public sealed class LiveEvents(
    LiveOptions options, StorageClients storage, TimeProvider time, ILogger<LiveEvents> logger) : BackgroundService
{
    private const int LineLength = 1000;

    /// <summary>A queue takes 48 KiB of text in one message; this leaves room for one event more and for letters of several bytes.</summary>
    private const int LongestMessage = 16_000;

    /// <summary>Nobody wants old news: a message that is not forwarded by then vanishes.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>The least time between two messages; events wait for one another so long.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Channel<LiveMessage> line = Channel.CreateBounded<LiveMessage>(
        new BoundedChannelOptions(LineLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Whether events are sent at all.</summary>
    public bool IsOn => options.IsOn;

    /// <summary>Sends an event, some time soon; never waits and never fails.</summary>
    /// <typeparam name="T">What the event tells.</typeparam>
    /// <param name="name">The event, one of <see cref="LiveEventNames"/>.</param>
    /// <param name="payload">What it tells.</param>
    public void Send<T>(string name, T payload)
    {
        if (!IsOn || JsonSerializer.SerializeToNode(payload, Json) is not JsonObject told) return;
        told["sentAt"] = time.GetUtcNow();
        line.Writer.TryWrite(new LiveMessage(name, told));
    }

    /// <summary>Tells that a title's run has ended, and what changed by it.</summary>
    /// <param name="id">The title.</param>
    /// <param name="result">How it ended.</param>
    public void SendEnd(TitleId id, EnrichmentResult result)
    {
        var (kind, summary) = (LiveKind.Of(id), result.Summary);
        Send(
            LiveEventNames.EnrichmentComplete,
            new EnrichmentEnded(kind, id.Value, result.JobId, result.State, result.Reason, summary?.Completeness, summary?.Partial));
        if (result.State is JobState.Failed) Send(LiveEventNames.JobFailed, new JobFailed(result.JobId, id.Value, result.Reason));
        if (result.State is not JobState.Completed) return;

        Send(LiveEventNames.EntityUpdated, EntityUpdated.Of(id));
        if (summary is not { Changed: > 0 }) return;
        Send(LiveEventNames.AssetSelected, new AssetsSelected(kind, id.Value, summary.Changed, summary.Selected));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn) return;
        var queue = storage.Queue(options.QueueName);
        var messages = new List<LiveMessage>();
        while (await line.Reader.WaitToReadAsync(stoppingToken))
        {
            var length = 0;
            while (length < LongestMessage && line.Reader.TryRead(out var message))
            {
                messages.Add(message);
                length += message.Payload.ToJsonString().Length;
            }

            await SendAsync(queue, messages, stoppingToken);
            messages.Clear();
            if (length < LongestMessage) await Task.Delay(Gathering, time, stoppingToken);
        }
    }

    private async Task SendAsync(QueueClient queue, List<LiveMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            var text = StoredJson.Write(messages);
            await queue.SendMessageAsync(text, timeToLive: Lifetime, cancellationToken: cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: an event is not worth a run, and still less the host, which ends with a service that fails.
            LiveLogs.EventsDropped(logger, messages.Count, (fault as RequestFailedException)?.ErrorCode ?? fault.GetType().Name);
        }
    }
}
