using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Measures by the clock what dashboards and alerts look at.</summary>
public sealed class MeasureTriggers(LibraryMeasures measures)
{
    /// <summary>Measures the queues, every five minutes; nothing is asked of the storage while nobody collects the figures.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when they are measured.</returns>
    [Function("MeasureQueues")]
    public Task QueuesAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        measures.MeasureQueuesAsync(cancellationToken);

    /// <summary>Measures the cache, every six hours; nothing is asked of the storage while nobody collects the figures.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Done when it is measured.</returns>
    [Function("MeasureCache")]
    public Task CacheAsync([TimerTrigger("0 15 */6 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        measures.MeasureCacheAsync(cancellationToken);
}
