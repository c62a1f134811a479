using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>Makes clients for the queues that bindings name.</summary>
internal sealed class QueueConnections(IConfiguration configuration, QueueOptions options)
{
    /// <summary>The setting that holds the connection when a binding names none.</summary>
    public const string DefaultConnection = "AzureWebJobsStorage";

    // The client's own default backs off for half a minute before a start without storage would fail.
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(1);

    /// <exception cref="InvalidOperationException">The connection is not configured.</exception>
    public QueueClient Client(string queueName, string? connection) =>
        Client(queueName, connection, new QueueClientOptions { MessageEncoding = options.MessageEncoding });

    /// <summary>A client with options of its own, for messages that are not in the configured encoding.</summary>
    /// <exception cref="InvalidOperationException">The connection is not configured.</exception>
    public QueueClient Client(string queueName, string? connection, QueueClientOptions clientOptions)
    {
        clientOptions.Retry.MaxDelay = LongestRetryDelay;
        return new QueueClient(ConnectionString(connection ?? DefaultConnection), queueName, clientOptions);
    }

    private string ConnectionString(string name)
    {
        var value = configuration["AzureWebJobs" + name] ?? configuration[name] ?? configuration.GetConnectionString(name);
        return string.IsNullOrEmpty(value)
            ? throw new InvalidOperationException($"The setting '{name}' holds no storage connection string, and a queue binding needs it.")
            : value;
    }
}
