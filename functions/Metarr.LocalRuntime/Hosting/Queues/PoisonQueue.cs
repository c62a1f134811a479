using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>Takes the messages that a queue's function could not handle: <c>{queue}-poison</c>.</summary>
internal sealed class PoisonQueue(QueueClient poison, ILogger logger)
{
    public const string Suffix = "-poison";

    /// <summary>Moves a message over: it is written there before it is deleted here, so that none is lost.</summary>
    public async Task TakeAsync(QueueClient from, QueueMessage message, string popReceipt, CancellationToken cancellationToken)
    {
        await QueueOutputs.SendAsync(poison, message.Body, cancellationToken);
        await from.DeleteMessageAsync(message.MessageId, popReceipt, cancellationToken);
        Logs.MessagePoisoned(logger, message.MessageId, from.Name, poison.Name);
    }
}
