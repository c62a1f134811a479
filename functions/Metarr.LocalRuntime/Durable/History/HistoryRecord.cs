using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>One fact about an execution: one run of an instance from its start to its end or to its starting over. The history is a
/// list of such facts; what an instance is follows from them alone.</summary>
internal abstract record HistoryRecord(long Execution, DateTime At);

/// <summary>A fact that is handed to the orchestrator, in the order of the history.</summary>
internal abstract record InboundRecord(long Execution, DateTime At) : HistoryRecord(Execution, At);

/// <summary>The execution exists. It takes the place of an earlier one of the same instance id.</summary>
internal sealed record ExecutionCreated(
    long Execution,
    DateTime At,
    string InstanceId,
    string Name,
    string? Input,
    DateTime? StartAt,
    ParentLink? Parent,
    IReadOnlyDictionary<string, string> Tags,
    string? CustomStatus) : InboundRecord(Execution, At)
{
    /// <summary>The W3C trace context of whoever started it, or <c>null</c>.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>An activity or a sub-orchestration delivered its result.</summary>
internal sealed record TaskCompleted(long Execution, DateTime At, int TaskId, string? Result) : InboundRecord(Execution, At);

/// <summary>An activity or a sub-orchestration failed.</summary>
internal sealed record TaskFailed(long Execution, DateTime At, int TaskId, TaskFailureDetails Failure) : InboundRecord(Execution, At);

/// <summary>A timer fired.</summary>
internal sealed record TimerFired(long Execution, DateTime At, int TaskId) : InboundRecord(Execution, At);

/// <summary>An event from outside arrived.</summary>
internal sealed record EventRaised(long Execution, DateTime At, string Name, string? Payload) : InboundRecord(Execution, At);

/// <summary>From here on the orchestrator is given nothing more.</summary>
internal sealed record ExecutionSuspended(long Execution, DateTime At, string? Reason) : InboundRecord(Execution, At);

/// <summary>The orchestrator is given what was held back.</summary>
internal sealed record ExecutionResumed(long Execution, DateTime At, string? Reason) : InboundRecord(Execution, At);

/// <summary>The orchestrator took up inbound facts and this is what it asked for. Facts beyond <paramref name="Consumed"/> left no
/// trace yet and are taken up again after a restart.</summary>
/// <param name="Execution">The execution.</param>
/// <param name="At">The orchestrator's clock during the episode.</param>
/// <param name="Consumed">How many inbound facts the orchestrator has taken up since its start.</param>
/// <param name="Actions">What it asked for.</param>
/// <param name="CustomStatus">The custom status, if it changed.</param>
internal sealed record EpisodeCommitted(
    long Execution, DateTime At, int Consumed, IReadOnlyList<OrchestratorAction> Actions, CustomStatusChange? CustomStatus)
    : HistoryRecord(Execution, At);

/// <summary>The execution is over.</summary>
internal sealed record ExecutionEnded(
    long Execution, DateTime At, OrchestrationRuntimeStatus Status, string? Output, TaskFailureDetails? Failure)
    : HistoryRecord(Execution, At);

/// <summary>The instance is forgotten.</summary>
internal sealed record InstancePurged(long Execution, DateTime At) : HistoryRecord(Execution, At);

/// <summary>All that is kept of an instance that has ended.</summary>
internal sealed record InstanceArchived(
    long Execution,
    DateTime At,
    string InstanceId,
    string Name,
    DateTime CreatedAt,
    OrchestrationRuntimeStatus Status,
    string? Input,
    string? Output,
    string? CustomStatus,
    TaskFailureDetails? Failure,
    IReadOnlyDictionary<string, string> Tags) : HistoryRecord(Execution, At);

/// <summary>The call that a sub-orchestration answers.</summary>
internal sealed record ParentLink(long Execution, string InstanceId, string Name, int TaskId);

/// <summary>A new custom status; <paramref name="Value"/> is <c>null</c> when it was cleared.</summary>
internal sealed record CustomStatusChange(string? Value);
