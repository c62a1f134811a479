namespace Metarr.Functions.Queues;

/// <summary>A message that carries the trace of whoever sent it, so that the work on it is told there.</summary>
public interface ITracedMessage
{
    /// <summary>The W3C trace context of the sender, or null when the work begins a trace of its own.</summary>
    string? TraceParent { get; }
}
