using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Queues;

/// <summary>Sends to the app's queues, and looks whether anything waits in them.</summary>
/// <remarks>For what an output binding cannot do: many messages with delays of their own, a queue known only at run time, a look.</remarks>
public sealed class WorkQueues
{
    private const int SendWindow = 16;

    // Storage drops messages after 7 days by itself; what was asked for stays asked for.
    private static readonly TimeSpan ForGood = TimeSpan.FromSeconds(-1);

    private readonly Dictionary<string, QueueClient> clients;

    /// <summary>Makes the clients; nothing is called yet.</summary>
    /// <param name="storage">Where the storage lies.</param>
    /// <param name="configuration">What the queues are called.</param>
    public WorkQueues(StorageClients storage, IConfiguration configuration)
    {
        string[] settings = [QueueNames.Webhooks, QueueNames.Urgent, QueueNames.High, QueueNames.Normal, QueueNames.Publish];
        clients = settings.ToDictionary(setting => setting, setting => storage.Queue(configuration[setting]!));
    }

    /// <summary>Creates the queues that are missing.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when all are there.</returns>
    public Task CreateMissingAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(clients.Values.Select(queue => queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken)));

    /// <summary>Sends a text as it is.</summary>
    /// <param name="queue">The queue, one of the settings of <see cref="QueueNames"/>.</param>
    /// <param name="text">The text.</param>
    /// <param name="delay">How long it stays unseen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the queue has it.</returns>
    public Task SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken) =>
        clients[queue].SendMessageAsync(text, delay, ForGood, cancellationToken);

    /// <summary>Asks for an enrichment.</summary>
    /// <param name="priority">Who waits for it.</param>
    /// <param name="message">The title and why.</param>
    /// <param name="delay">How long it stays unseen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the queue has it.</returns>
    public Task SendAsync(EnrichPriority priority, EnrichMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(QueueOf(priority), StoredJson.Write(message), delay, cancellationToken);

    /// <summary>Asks for many enrichments, several at the same time.</summary>
    /// <param name="priority">Who waits for them.</param>
    /// <param name="messages">The titles, with how long each stays unseen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the queue has all.</returns>
    public Task SendAsync(
        EnrichPriority priority, IEnumerable<(EnrichMessage Message, TimeSpan Delay)> messages, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = SendWindow, CancellationToken = cancellationToken },
            async (item, ending) => await SendAsync(priority, item.Message, item.Delay, ending));

    /// <summary>Whether a webhook or a person waits for work to begin; background then begins nothing new.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when a message waits in one of their queues.</returns>
    public async Task<bool> SomeoneWaitsAsync(CancellationToken cancellationToken)
    {
        string[] ahead = [QueueNames.Webhooks, QueueNames.Urgent, QueueNames.High];
        var waiting = await Task.WhenAll(ahead.Select(queue => HasMessageAsync(clients[queue], cancellationToken)));
        return Array.Exists(waiting, isWaiting => isWaiting);
    }

    /// <summary>Looks how full the queues are.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Of each queue its name without prefix, about how many messages it holds, and since when its next one has been there.</returns>
    public Task<(string Queue, int Messages, DateTimeOffset? Oldest)[]> LookAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(clients.Select(queue => LookAsync(queue.Key, queue.Value, cancellationToken)));

    private static async Task<(string Queue, int Messages, DateTimeOffset? Oldest)> LookAsync(
        string setting, QueueClient queue, CancellationToken cancellationToken)
    {
        var name = QueueNames.NameOf(setting);
        try
        {
            var properties = await queue.GetPropertiesAsync(cancellationToken);
            var next = await queue.PeekMessagesAsync(1, cancellationToken);
            return (name, properties.Value.ApproximateMessagesCount, next.Value.FirstOrDefault()?.InsertedOn);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return (name, 0, null);
        }
    }

    private static string QueueOf(EnrichPriority priority) => priority switch
    {
        EnrichPriority.Urgent => QueueNames.Urgent,
        EnrichPriority.High => QueueNames.High,
        _ => QueueNames.Normal,
    };

    /// <remarks>A look sees what is visible: neither what is being worked on nor what is to wait for its time.</remarks>
    private static async Task<bool> HasMessageAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.PeekMessagesAsync(1, cancellationToken)).Value.Length > 0;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return false;
        }
    }
}
