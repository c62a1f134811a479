namespace Metarr.LocalRuntime.Durable.Activities;

/// <summary>An activity that is on record and waits for a worker.</summary>
internal sealed record ActivityWork(long Execution, string InstanceId, int TaskId, string Name, string? Input)
{
    /// <summary>The trace context of the orchestration's span, or <c>null</c>.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Which try it is, from 1; 0 when that is not known any more because the process was restarted meanwhile.</summary>
    public int Attempt { get; init; }
}
