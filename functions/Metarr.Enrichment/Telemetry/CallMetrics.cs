using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Metarr.Enrichment.Telemetry;

/// <summary>Counts and times what goes out to providers and image hosts.</summary>
public sealed class CallMetrics
{
    private readonly Counter<long> calls;
    private readonly Counter<long> rateLimits;
    private readonly Counter<long> exhausted;
    private readonly Counter<long> downloads;
    private readonly Counter<long> bytes;
    private readonly Histogram<double> callDuration;
    private readonly Histogram<double> quotaWait;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The meter that they belong to.</param>
    public CallMetrics(Meter meter)
    {
        calls = meter.CreateCounter<long>(MetricNames.ProviderCalls, "{call}", "Calls to providers.");
        rateLimits = meter.CreateCounter<long>(MetricNames.ProviderRateLimits, "{answer}", "Answers of providers that asked to wait.");
        exhausted = meter.CreateCounter<long>(MetricNames.QuotaExhausted, "{refusal}", "Calls not made because no quota was left.");
        downloads = meter.CreateCounter<long>(MetricNames.Downloads, "{download}", "Downloads of images.");
        bytes = meter.CreateCounter<long>(MetricNames.DownloadedBytes, "By", "What was downloaded of images.");
        callDuration = meter.CreateHistogram<double>(MetricNames.ProviderCallDuration, "s", "How long calls to providers took, with waits.");
        quotaWait = meter.CreateHistogram<double>(MetricNames.QuotaWait, "s", "How long a call waited for a token.");
    }

    internal void Called(string provider, string outcome, TimeSpan duration)
    {
        calls.Add(1, new(AttributeNames.Provider, provider), new(AttributeNames.Outcome, outcome));
        callDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(AttributeNames.Provider, provider));
    }

    internal void Downloaded(string host, string outcome, long size)
    {
        downloads.Add(1, new(AttributeNames.Host, host), new(AttributeNames.Outcome, outcome));
        if (size > 0) bytes.Add(size, new KeyValuePair<string, object?>(AttributeNames.Host, host));
    }

    internal void RateLimited(string provider) =>
        rateLimits.Add(1, new KeyValuePair<string, object?>(AttributeNames.Provider, provider));

    internal void Waited(string budget, TimeSpan wait, bool refused)
    {
        var tag = new KeyValuePair<string, object?>(AttributeNames.Budget, budget);
        quotaWait.Record(wait.TotalSeconds, tag);
        if (refused) exhausted.Add(1, tag);
    }
}
