using System.Diagnostics;

namespace Metarr.Enrichment.Telemetry;

/// <summary>Takes a trace over where work is laid down and taken up again later, such as a queue.</summary>
public static class TraceCarrier
{
    /// <summary>The W3C trace context of the work at hand, to be laid down with it; null when it belongs to no trace.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>Begins the span of work that was laid down.</summary>
    /// <remarks>
    /// Work that carries a trace stays in it even while nobody listens: the span is then never told to anyone, but what is logged
    /// bears the trace's id. A span that was current is linked to the new one.
    /// </remarks>
    /// <param name="name">The span's name.</param>
    /// <param name="traceParent">The trace context that the work carries; null or malformed for none.</param>
    /// <returns>The span, which is the current one until it is disposed; null when there is no trace and nobody listens.</returns>
    public static Activity? Resume(string name, string? traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent))
        {
            return TelemetryNames.Spans.StartActivity(name, ActivityKind.Consumer);
        }

        ActivityLink[]? links = Activity.Current is { } host ? [new ActivityLink(host.Context)] : null;
        return TelemetryNames.Spans.StartActivity(name, ActivityKind.Consumer, parent, tags: null, links)
            ?? new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }
}
