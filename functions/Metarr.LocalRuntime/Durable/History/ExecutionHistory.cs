using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>One execution as its records tell it.</summary>
internal sealed class ExecutionHistory
{
    private readonly List<HistoryRecord> _log = [];
    private readonly Dictionary<int, OrchestratorAction> _open = [];
    private bool _started;
    private bool _suspended;
    private int _consumed;
    private OrchestrationRuntimeStatus? _final;

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
        _final = archived.Status;
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
    public bool IsEnded => _final is not null;

    /// <summary>Whether the orchestrator was told to take up nothing more.</summary>
    public bool IsSuspended => _suspended;

    /// <summary>Whether the orchestrator has run.</summary>
    public bool HasStarted => _started;

    /// <summary>What a client is told.</summary>
    public OrchestrationRuntimeStatus Status =>
        _final ?? (_suspended ? OrchestrationRuntimeStatus.Suspended
            : _started ? OrchestrationRuntimeStatus.Running
            : OrchestrationRuntimeStatus.Pending);

    /// <summary>The records in their order; empty once the execution is over.</summary>
    public IReadOnlyList<HistoryRecord> Log => _log;

    /// <summary>What the orchestrator asked for and has not got yet.</summary>
    public IReadOnlyDictionary<int, OrchestratorAction> Open => _open;

    /// <summary>Inbound records that the orchestrator has not taken up.</summary>
    public IEnumerable<InboundRecord> Unconsumed => _log.OfType<InboundRecord>().Skip(_consumed);

    /// <summary>Takes a record into account.</summary>
    public void Apply(HistoryRecord record)
    {
        UpdatedAt = record.At > UpdatedAt ? record.At : UpdatedAt;
        if (record is ExecutionEnded ended)
        {
            End(ended);
            return;
        }

        _log.Add(record);
        switch (record)
        {
            case TaskCompleted completed:
                _open.Remove(completed.TaskId);
                break;
            case TaskFailed failed:
                _open.Remove(failed.TaskId);
                break;
            case TimerFired fired:
                _open.Remove(fired.TaskId);
                break;
            case ExecutionSuspended:
                _suspended = true;
                break;
            case ExecutionResumed:
                _suspended = false;
                break;
            case EpisodeCommitted episode:
                Apply(episode);
                break;
        }
    }

    /// <summary>The execution in as few records as will do: one when it is over.</summary>
    public IEnumerable<HistoryRecord> Compact() => _final is not { } status
        ? _log
        : [new InstanceArchived(Execution, UpdatedAt, InstanceId, Name, CreatedAt, status, Input, Output, CustomStatus, Failure, Tags)];

    private void Apply(EpisodeCommitted episode)
    {
        _started = true;
        _consumed = episode.Consumed;
        if (episode.CustomStatus is { } status)
            CustomStatus = status.Value;
        foreach (var action in episode.Actions)
        {
            if (action is not SendEvent)
                _open[action.Id] = action;
        }
    }

    private void End(ExecutionEnded ended)
    {
        _final = ended.Status;
        Output = ended.Output;
        Failure = ended.Failure;
        _log.Clear();
        _log.TrimExcess();
        _open.Clear();
        _open.TrimExcess();
    }
}
