using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Metarr.LocalRuntime.Hosting.Discovery;
using Microsoft.Extensions.Options;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>Sends output values as queue messages: text and bytes as they are, anything else as JSON, collections item by item.</summary>
internal sealed class QueueOutputs(QueueConnections connections, QueueNudges nudges, IOptions<JsonSerializerOptions> json)
{
    private readonly ConcurrentDictionary<OutputTarget.Queue, QueueClient> clients = new();

    public async Task SendAsync(OutputTarget.Queue target, object value, CancellationToken cancellationToken)
    {
        var client = clients.GetOrAdd(target, queue => connections.Client(queue.QueueName, queue.Connection));
        foreach (var message in Messages(value))
            await SendAsync(client, message, cancellationToken);
        nudges.Nudge(target.QueueName);
    }

    /// <summary>Sends one message and makes the queue when it is missing.</summary>
    public static async Task SendAsync(QueueClient client, BinaryData message, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendMessageAsync(message, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await client.SendMessageAsync(message, cancellationToken: cancellationToken);
        }
    }

    private IEnumerable<BinaryData> Messages(object value) => value switch
    {
        string or byte[] or BinaryData or IDictionary => [Message(value)],
        IEnumerable many => many.Cast<object?>().Where(item => item is not null).Select(item => Message(item!)),
        _ => [Message(value)],
    };

    private BinaryData Message(object value) => value switch
    {
        string text => BinaryData.FromString(text),
        byte[] bytes => BinaryData.FromBytes(bytes),
        BinaryData data => data,
        _ => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json.Value)),
    };
}
