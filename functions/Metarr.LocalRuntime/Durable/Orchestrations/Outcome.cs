using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>How an execution ends.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>The orchestrator returned.</summary>
    internal sealed record Completed(string? Output) : Outcome;

    /// <summary>The orchestrator, or its replay, failed.</summary>
    internal sealed record Failed(TaskFailureDetails Failure) : Outcome;

    /// <summary>The orchestrator asked to start over.</summary>
    internal sealed record StartedOver(NextRun Next) : Outcome;
}
