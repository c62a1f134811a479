using System.Globalization;
using Azure.Storage.Queues.Models;
using Metarr.LocalRuntime.Hosting.Invocation;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>A queue message, with its properties under the names that the real extension gives them.</summary>
internal sealed class QueueTriggerData(QueueMessage message) : TriggerData
{
    private IReadOnlyDictionary<string, object?>? values;

    public QueueMessage Message { get; } = message;

    public override IReadOnlyDictionary<string, object?> Values => values ??= Collect();

    private Dictionary<string, object?> Collect() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = Message.Body.ToString(),
        ["Id"] = Message.MessageId,
        ["PopReceipt"] = Message.PopReceipt,
        ["DequeueCount"] = Message.DequeueCount.ToString(CultureInfo.InvariantCulture),
        ["InsertionTime"] = Message.InsertedOn?.ToString("O", CultureInfo.InvariantCulture),
        ["ExpirationTime"] = Message.ExpiresOn?.ToString("O", CultureInfo.InvariantCulture),
        ["NextVisibleTime"] = Message.NextVisibleOn?.ToString("O", CultureInfo.InvariantCulture),
    };
}
