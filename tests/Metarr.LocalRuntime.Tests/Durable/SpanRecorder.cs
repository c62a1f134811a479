using System.Collections.Concurrent;
using System.Diagnostics;
using Metarr.LocalRuntime.Durable.Tracing;

namespace Metarr.LocalRuntime.Tests.Durable;

/// <summary>Hears the engine's spans of one trace, whatever other tests do at the same time.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public SpanRecorder()
    {
        Caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C);
        Caller.Start();
        Caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == Caller.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>The span within which the test starts orchestrations.</summary>
    public Activity Caller { get; }

    /// <summary>The spans of the caller's trace that have ended, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Ended => [.. ended.Where(span => span.TraceId == Caller.TraceId)];

    public Activity Single(string name) => Assert.Single(Ended, span => span.OperationName == name);

    public void Dispose()
    {
        listener.Dispose();
        Caller.Dispose();
    }
}
