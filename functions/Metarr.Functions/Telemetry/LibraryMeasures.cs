using System.Diagnostics.Metrics;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Telemetry;

/// <summary>Measures what nobody passes by chance: how full the queues are, and how large the cache is.</summary>
/// <remarks>Looking costs calls to the storage, so it is done by a timer, and not at all while nobody collects the figures.</remarks>
public sealed class LibraryMeasures
{
    private readonly WorkQueues queues;
    private readonly StorageClients storage;
    private readonly TimeProvider time;
    private readonly Gauge<long> depth;
    private readonly Gauge<double> age;
    private readonly Gauge<long> files;
    private readonly Gauge<long> size;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The meter that they belong to.</param>
    /// <param name="queues">The queues.</param>
    /// <param name="storage">Where the cache lies.</param>
    /// <param name="time">The clock.</param>
    public LibraryMeasures(Meter meter, WorkQueues queues, StorageClients storage, TimeProvider time)
    {
        (this.queues, this.storage, this.time) = (queues, storage, time);
        depth = meter.CreateGauge<long>(MetricNames.QueueDepth, "{message}", "Messages in a queue, seen and unseen.");
        age = meter.CreateGauge<double>(MetricNames.QueueAge, "s", "How long a queue's next message has waited.");
        files = meter.CreateGauge<long>(MetricNames.CacheFiles, "{file}", "Files in the cache of selected art.");
        size = meter.CreateGauge<long>(MetricNames.CacheSize, "By", "The size of the cache of selected art.");
    }

    /// <summary>Measures every queue.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when all are measured.</returns>
    public async Task MeasureQueuesAsync(CancellationToken cancellationToken)
    {
        if (!depth.Enabled && !age.Enabled) return;
        foreach (var (queue, messages, oldest) in await queues.LookAsync(cancellationToken))
        {
            var tag = new KeyValuePair<string, object?>(AttributeNames.Queue, queue);
            depth.Record(messages, tag);
            age.Record(oldest is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0, tag);
        }
    }

    /// <summary>Measures the cache: one call to the storage for each 5,000 files.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when it is measured.</returns>
    public async Task MeasureCacheAsync(CancellationToken cancellationToken)
    {
        if (!files.Enabled && !size.Enabled) return;
        var (count, bytes) = (0L, 0L);
        await foreach (var blob in storage.Assets.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            count++;
            bytes += blob.Properties.ContentLength ?? 0;
        }

        files.Record(count);
        size.Record(bytes);
    }
}
