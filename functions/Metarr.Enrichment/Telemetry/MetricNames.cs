namespace Metarr.Enrichment.Telemetry;

/// <summary>What the app's metrics are called; dashboards and alerts go by these names, so they do not change.</summary>
/// <remarks>All belong to the meter <see cref="TelemetryNames.Source"/>. <c>docs/operations.md</c> says what to do about each.</remarks>
public static class MetricNames
{
    /// <summary>Counter, {run}: enrichments that ended, by <see cref="AttributeNames.Outcome"/> and <see cref="AttributeNames.TitleKind"/>.</summary>
    public const string Runs = "metarr.runs";

    /// <summary>Counter, {run}: enrichments that failed, by <see cref="AttributeNames.TitleKind"/>.</summary>
    public const string RunsFailed = "metarr.runs.failed";

    /// <summary>Histogram, seconds: how long completed enrichments took.</summary>
    public const string RunDuration = "metarr.run.duration";

    /// <summary>Counter, {image}: images looked at, by <see cref="AttributeNames.Outcome"/> and <see cref="AttributeNames.Provider"/>.</summary>
    public const string ImagesAnalyzed = "metarr.images.analyzed";

    /// <summary>Counter, bytes: what was downloaded of images, by <see cref="AttributeNames.Host"/>.</summary>
    public const string DownloadedBytes = "metarr.downloads.size";

    /// <summary>Counter, {download}: downloads of images, by <see cref="AttributeNames.Host"/> and <see cref="AttributeNames.Outcome"/>.</summary>
    public const string Downloads = "metarr.downloads";

    /// <summary>Counter, {call}: calls to providers, by <see cref="AttributeNames.Provider"/> and <see cref="AttributeNames.Outcome"/>.</summary>
    public const string ProviderCalls = "metarr.provider.calls";

    /// <summary>Histogram, seconds: how long calls to providers took, with their repetitions and waits.</summary>
    public const string ProviderCallDuration = "metarr.provider.call.duration";

    /// <summary>Counter, {answer}: answers of providers and image hosts that asked to wait (429); an image host stands as <see cref="AttributeNames.Provider"/>.</summary>
    public const string ProviderRateLimits = "metarr.provider.rate_limits";

    /// <summary>Gauge: 0 while a provider's breaker is closed, 1 while it lets a try through, 2 while it is open; by <see cref="AttributeNames.Provider"/>.</summary>
    public const string BreakerState = "metarr.provider.breaker.state";

    /// <summary>Counter, {opening}: how often breakers opened, by <see cref="AttributeNames.Provider"/>.</summary>
    public const string BreakerOpened = "metarr.provider.breaker.opened";

    /// <summary>Histogram, seconds: how long a call waited for a token, by <see cref="AttributeNames.Budget"/>.</summary>
    public const string QuotaWait = "metarr.quota.wait";

    /// <summary>Counter, {refusal}: calls not made because there was no quota left, by <see cref="AttributeNames.Budget"/>.</summary>
    public const string QuotaExhausted = "metarr.quota.exhausted";

    /// <summary>Gauge, {message}: messages in a queue, by <see cref="AttributeNames.Queue"/>.</summary>
    public const string QueueDepth = "metarr.queue.depth";

    /// <summary>Gauge, seconds: how long a queue's next message has waited, by <see cref="AttributeNames.Queue"/>.</summary>
    public const string QueueAge = "metarr.queue.age";

    /// <summary>Counter, {message}: messages set aside because they failed too often, by <see cref="AttributeNames.Queue"/>.</summary>
    public const string QueuePoison = "metarr.queue.poison";

    /// <summary>Counter, {file}: files that became selected, by <see cref="AttributeNames.TitleKind"/>.</summary>
    public const string SelectionChanges = "metarr.selection.changes";

    /// <summary>Gauge, {file}: files in the cache of selected art.</summary>
    public const string CacheFiles = "metarr.cache.files";

    /// <summary>Gauge, bytes: their size.</summary>
    public const string CacheSize = "metarr.cache.size";

    /// <summary>Gauge, {title}: titles of the bulk run at hand, by <see cref="AttributeNames.Outcome"/> (total, updated, skipped, failed).</summary>
    public const string BulkTitles = "metarr.bulk.titles";
}
