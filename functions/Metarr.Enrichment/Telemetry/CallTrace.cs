using System.Diagnostics;

namespace Metarr.Enrichment.Telemetry;

/// <summary>What is told of one call or download, over all its tries: a span, and figures.</summary>
/// <remarks>Tries of one call follow each other, so nothing here is locked.</remarks>
internal sealed class CallTrace : IDisposable
{
    private readonly CallMetrics? metrics;
    private readonly TimeProvider time;
    private readonly string budget;
    private readonly long began;
    private readonly Activity? span;
    private TimeSpan waited;
    private int tries;
    private int? status;

    private CallTrace(Activity? span, CallMetrics? metrics, TimeProvider time, string budget)
    {
        (this.span, this.metrics, this.time, this.budget) = (span, metrics, time, budget);
        began = time.GetTimestamp();
    }

    /// <summary>Begins to tell of a call to a provider.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="url">The address, of which only the path is told: the query holds keys.</param>
    /// <param name="metrics">Who counts, or null.</param>
    /// <param name="time">The clock.</param>
    public static CallTrace OfCall(string provider, Uri url, CallMetrics? metrics, TimeProvider time)
    {
        var span = TelemetryNames.Spans.StartActivity("provider " + provider, ActivityKind.Client);
        span?.SetTag(AttributeNames.Provider, provider);
        span?.SetTag(AttributeNames.Path, url.AbsolutePath);
        return new CallTrace(span, metrics, time, provider);
    }

    /// <summary>Begins to tell of a download.</summary>
    /// <param name="url">The address, of which only host and path are told.</param>
    /// <param name="metrics">Who counts, or null.</param>
    /// <param name="time">The clock.</param>
    public static CallTrace OfDownload(Uri url, CallMetrics? metrics, TimeProvider time)
    {
        // An address that is not absolute is refused, and has no host to tell.
        var host = url.IsAbsoluteUri ? url.Authority : "";
        var span = TelemetryNames.Spans.StartActivity("download image", ActivityKind.Client);
        span?.SetTag(AttributeNames.Host, host);
        if (url.IsAbsoluteUri) span?.SetTag(AttributeNames.Path, url.AbsolutePath);
        return new CallTrace(span, metrics, time, host);
    }

    /// <summary>Takes note of a try that asked for a token.</summary>
    /// <param name="askedAt">The clock's time stamp when it asked.</param>
    /// <param name="refused">Whether it got none.</param>
    public void Tried(long askedAt, bool refused)
    {
        var wait = time.GetElapsedTime(askedAt);
        waited += wait;
        if (!refused) tries++;
        metrics?.Waited(budget, wait, refused);
    }

    /// <summary>Takes note of an HTTP answer.</summary>
    /// <param name="code">Its status.</param>
    public void Answered(int code)
    {
        status = code;
        if (code == 429) metrics?.RateLimited(budget);
        if (code >= 400) span?.AddEvent(new ActivityEvent("refused", tags: new ActivityTagsCollection { [AttributeNames.Status] = code }));
    }

    /// <summary>Tells the end of a call.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="failure">What went wrong, in a sentence without secrets; null when nothing did.</param>
    public void CallEnded(string outcome, string? failure)
    {
        metrics?.Called(budget, outcome, time.GetElapsedTime(began));
        Describe(outcome, failure);
    }

    /// <summary>Tells the end of a download.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="bytes">How many bytes it brought.</param>
    /// <param name="failure">What went wrong, in a sentence; null when nothing did.</param>
    public void DownloadEnded(string outcome, long bytes, string? failure)
    {
        metrics?.Downloaded(budget, outcome, bytes);
        Describe(outcome, failure);
        span?.SetTag(AttributeNames.Bytes, bytes);
    }

    /// <summary>Ends the span.</summary>
    public void Dispose() => span?.Dispose();

    private void Describe(string outcome, string? failure)
    {
        if (span is not { IsAllDataRequested: true }) return;
        span.SetTag(AttributeNames.Outcome, outcome);
        span.SetTag(AttributeNames.Retries, Math.Max(0, tries - 1));
        span.SetTag(AttributeNames.QuotaWait, Math.Round(waited.TotalMilliseconds, 3));
        if (status is { } code) span.SetTag(AttributeNames.Status, code);
        if (failure is not null) span.SetStatus(ActivityStatusCode.Error, failure);
    }
}
