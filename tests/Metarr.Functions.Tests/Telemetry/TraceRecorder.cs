using System.Collections.Concurrent;
using System.Diagnostics;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>Hears all spans of one trace that a caller has begun, whatever other tests do at the same time.</summary>
internal sealed class TraceRecorder : IDisposable
{
    private static readonly string[] Sources = ["Metarr", "Metarr.LocalRuntime", "Azure.Core.Http", "Microsoft.AspNetCore"];

    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public TraceRecorder()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public ActivityTraceId TraceId { get; } = ActivityTraceId.CreateRandom();

    public ActivitySpanId CallerSpanId { get; } = ActivitySpanId.CreateRandom();

    /// <summary>The header that puts a request into the trace.</summary>
    public (string Name, string Value) Header => ("traceparent", $"00-{TraceId}-{CallerSpanId}-01");

    /// <summary>The spans that have ended.</summary>
    public IReadOnlyList<Activity> Spans => [.. ended.Where(span => span.TraceId == TraceId)];

    public IReadOnlyList<Activity> Named(string name) => [.. Spans.Where(span => span.DisplayName == name)];

    /// <summary>All that the spans tell, as text.</summary>
    public IEnumerable<string> Texts => Spans.SelectMany(span => (string[])
    [
        span.DisplayName,
        span.StatusDescription ?? "",
        .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
        .. span.Events.SelectMany(happened => happened.Tags.Select(tag => $"{happened.Name} {tag.Key}={tag.Value}")),
        .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
    ]);

    public void Dispose() => listener.Dispose();
}
