using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>One execution as its records tell it.</summary>
internal sealed class ExecutionHistory
{
    private readonly List<HistoryRecord> log = [];
    private readonly Dictionary<int, OrchestratorAction> open = [];
    private bool started;
    private bool suspended;
    private int consumed;
    private OrchestrationRuntimeStatus? final;

    /// <summary>An execution that was just created.</summary>
    public ExecutionHistory(ExecutionCreated created)
    {
        Execution = created.Execution;
        InstanceId = created.InstanceId;
        Name = created.Name;
        Input = created.Input;
        CreatedAt = created.At;
        StartAt = created.StartAt;
        Parent = created.Parent;
        Tags = created.Tags;
        CustomStatus = created.CustomStatus;
        TraceParent = created.TraceParent;
        Apply(created);
    }

    /// <summary>An execution that ended long ago.</summary>
    public ExecutionHistory(InstanceArchived archived)
    {
        Execution = archived.Execution;
        InstanceId = archived.InstanceId;
        Name = archived.Name;
        Input = archived.Input;
        Output = archived.Output;
        Failure = archived.Failure;
        CreatedAt = archived.CreatedAt;
        UpdatedAt = archived.At;
        Tags = archived.Tags;
        CustomStatus = archived.CustomStatus;
        final = archived.Status;
    }

    public long Execution { get; }

    public string InstanceId { get; }

    public string Name { get; }

    public string? Input { get; }

    public DateTime CreatedAt { get; }

    public DateTime? StartAt { get; }

    public ParentLink? Parent { get; }

    public IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>The W3C trace context of whoever started it.</summary>
    public string? TraceParent { get; }

    public DateTime UpdatedAt { get; private set; }

    public string? Output { get; private set; }

    public string? CustomStatus { get; private set; }

    public TaskFailureDetails? Failure { get; private set; }

    /// <summary>Whether the execution is over.</summary>
    public bool IsEnded => final is not null;

    /// <summary>Whether the orchestrator was told to take up nothing more.</summary>
    public bool IsSuspended => suspended;

    /// <summary>Whether the orchestrator has run.</summary>
    public bool HasStarted => started;

    /// <summary>What a client is told.</summary>
    public OrchestrationRuntimeStatus Status =>
        final ?? (suspended ? OrchestrationRuntimeStatus.Suspended
            : started ? OrchestrationRuntimeStatus.Running
            : OrchestrationRuntimeStatus.Pending);

    /// <summary>The records in their order; empty once the execution is over.</summary>
    public IReadOnlyList<HistoryRecord> Log => log;

    /// <summary>What the orchestrator asked for and has not got yet.</summary>
    public IReadOnlyDictionary<int, OrchestratorAction> Open => open;

    /// <summary>Inbound records that the orchestrator has not taken up.</summary>
    public IEnumerable<InboundRecord> Unconsumed => log.OfType<InboundRecord>().Skip(consumed);

    /// <summary>Takes a record into account.</summary>
    public void Apply(HistoryRecord record)
    {
        UpdatedAt = record.At > UpdatedAt ? record.At : UpdatedAt;
        if (record is ExecutionEnded ended)
        {
            End(ended);
            return;
        }

        log.Add(record);
        switch (record)
        {
            case TaskCompleted completed:
                open.Remove(completed.TaskId);
                break;
            case TaskFailed failed:
                open.Remove(failed.TaskId);
                break;
            case TimerFired fired:
                open.Remove(fired.TaskId);
                break;
            case ExecutionSuspended:
                suspended = true;
                break;
            case ExecutionResumed:
                suspended = false;
                break;
            case EpisodeCommitted episode:
                Apply(episode);
                break;
        }
    }

    /// <summary>The execution in as few records as will do: one when it is over.</summary>
    public IEnumerable<HistoryRecord> Compact() => final is not { } status
        ? log
        : [new InstanceArchived(Execution, UpdatedAt, InstanceId, Name, CreatedAt, status, Input, Output, CustomStatus, Failure, Tags)];

    private void Apply(EpisodeCommitted episode)
    {
        started = true;
        consumed = episode.Consumed;
        if (episode.CustomStatus is { } status)
            CustomStatus = status.Value;
        foreach (var action in episode.Actions)
        {
            if (action is not SendEvent)
                open[action.Id] = action;
        }
    }

    private void End(ExecutionEnded ended)
    {
        final = ended.Status;
        Output = ended.Output;
        Failure = ended.Failure;
        log.Clear();
        log.TrimExcess();
        open.Clear();
        open.TrimExcess();
    }
}
