using Azure.Storage.Queues;
using Metarr.LocalRuntime.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>The section <c>extensions.queues</c> of host.json, with the defaults of the real extension.</summary>
internal sealed record QueueOptions
{
    /// <summary>The most messages fetched at once, 1 to 32.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>More are fetched once no more than this many messages are being worked on; half the batch size when null.</summary>
    public int? NewBatchThreshold { get; init; }

    /// <summary>How long a message whose function failed stays hidden before it is tried again.</summary>
    public TimeSpan VisibilityTimeout { get; init; }

    /// <summary>How often a message is tried before it goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>The longest pause between two looks at an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How messages are written into the queue.</summary>
    public QueueMessageEncoding MessageEncoding { get; init; } = QueueMessageEncoding.Base64;

    public int Threshold => NewBatchThreshold ?? BatchSize / 2;

    /// <exception cref="InvalidOperationException">A value is out of its range.</exception>
    public static QueueOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection($"{HostJson.Section}:extensions:queues");
        var options = section.Get<QueueOptions>() ?? new QueueOptions();
        if (options.BatchSize is < 1 or > 32)
            throw Invalid("batchSize", options.BatchSize, "1 to 32");
        if (options.Threshold < 0)
            throw Invalid("newBatchThreshold", options.Threshold, "0 or more");
        if (options.MaxDequeueCount < 1)
            throw Invalid("maxDequeueCount", options.MaxDequeueCount, "1 or more");
        if (options.VisibilityTimeout < TimeSpan.Zero || options.VisibilityTimeout > TimeSpan.FromDays(7))
            throw Invalid("visibilityTimeout", options.VisibilityTimeout, "00:00:00 to 7 days");
        if (options.MaxPollingInterval < IdlePolling.Shortest)
            throw Invalid("maxPollingInterval", options.MaxPollingInterval, $"{IdlePolling.Shortest} or more");
        return options;
    }

    private static InvalidOperationException Invalid(string name, object value, string range) =>
        new($"extensions.queues.{name} of host.json is {value} and must be {range}.");
}
