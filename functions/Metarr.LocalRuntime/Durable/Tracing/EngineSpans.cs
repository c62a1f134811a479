using System.Diagnostics;
using Metarr.LocalRuntime.Durable.Activities;
using Metarr.LocalRuntime.Durable.History;

namespace Metarr.LocalRuntime.Durable.Tracing;

/// <summary>The engine's spans, named and described as the distributed tracing (version 2) of the Durable extension names them.</summary>
/// <remarks>
/// An execution that was started within a trace stays in it, and so do its activities, even while nobody listens: then the spans are
/// never told to anyone, but what activities log still bears the trace's id.
/// </remarks>
internal static class EngineSpans
{
    private static readonly ActivitySource Source = new(EngineTracing.SourceName);

    /// <summary>Begins the span of an execution, as it is taken up by this process.</summary>
    /// <param name="created">The execution.</param>
    /// <param name="isResumed">Whether an earlier process has worked on it.</param>
    /// <returns>The span, or null when nobody listens and the execution belongs to no trace. It is not made the current one.</returns>
    public static Activity? BeginExecution(ExecutionCreated created, bool isResumed)
    {
        var span = Begin($"orchestration:{created.Name}", created.TraceParent, ActivityKind.Server);
        Describe(span, "orchestration", created.Name, created.InstanceId);
        if (isResumed)
            span?.SetTag("durabletask.resumed", true);
        return span;
    }

    /// <summary>Begins the span of one try at an activity.</summary>
    /// <param name="work">The activity.</param>
    /// <returns>The span, or null when nobody listens and the execution belongs to no trace. It is not made the current one.</returns>
    public static Activity? BeginActivity(ActivityWork work)
    {
        var span = Begin($"activity:{work.Name}", work.TraceParent, ActivityKind.Internal);
        Describe(span, "activity", work.Name, work.InstanceId);
        span?.SetTag("durabletask.task.task_id", work.TaskId);
        if (work.Attempt > 0)
            span?.SetTag("durabletask.task.attempt", work.Attempt);
        return span;
    }

    /// <summary>Ends a span.</summary>
    /// <param name="span">The span.</param>
    /// <param name="failure">What went wrong, in a sentence; null when nothing did.</param>
    public static void End(Activity? span, string? failure = null)
    {
        if (span is null)
            return;
        if (failure is not null)
            span.SetStatus(ActivityStatusCode.Error, failure);
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current == span ? null : current;
    }

    /// <summary>Whoever begins a span here works for others too: it becomes current only where its own work is done.</summary>
    private static Activity? Begin(string name, string? traceParent, ActivityKind kind)
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            var isTraced = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
            return Source.StartActivity(name, kind, parent) ?? (isTraced ? Unheard(name, parent) : null);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private static Activity Unheard(string name, ActivityContext parent) =>
        new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();

    private static void Describe(Activity? span, string type, string name, string instanceId)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        span.SetTag("durabletask.type", type);
        span.SetTag("durabletask.task.name", name);
        span.SetTag("durabletask.task.instance_id", instanceId);
    }
}
