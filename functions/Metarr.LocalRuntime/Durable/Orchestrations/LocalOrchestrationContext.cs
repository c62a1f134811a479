using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>One execution as its orchestrator sees it. It lives as long as the execution, so an event costs what it sets in motion
/// and not what has happened before.</summary>
internal sealed class LocalOrchestrationContext(
    ExecutionCreated created, DataConverter converter, ILoggerFactory loggers, OrchestrationDispatcher dispatcher)
    : TaskOrchestrationContext
{
    private readonly Dictionary<int, OpenTask> open = [];
    private readonly SortedDictionary<int, OrchestratorAction> asked = [];
    private readonly ExternalEvents events = new(converter);
    private readonly List<(string Name, string? Payload)> carried = [];
    private DateTime now = created.At;
    private bool replaying;
    private int tasks;
    private int guids;
    private CustomStatusChange? customStatus;

    /// <inheritdoc/>
    public override TaskName Name => created.Name;

    /// <inheritdoc/>
    public override string InstanceId => created.InstanceId;

    /// <inheritdoc/>
    public override ParentOrchestrationInstance? Parent { get; } =
        created.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;

    /// <inheritdoc/>
    public override DateTime CurrentUtcDateTime => now;

    /// <inheritdoc/>
    public override bool IsReplaying => replaying;

    /// <summary>Whether a task that was asked for has not ended; the orchestration then does not end either.</summary>
    public bool HasOpenTasks => open.Count > 0;

    /// <summary>The starting over that was asked for.</summary>
    public NextRun? Next { get; private set; }

    /// <inheritdoc/>
    protected override ILoggerFactory LoggerFactory => loggers;

    /// <summary>Sets the clock, and whether what follows is a repetition.</summary>
    public void BeginEpisode(DateTime now, bool replaying)
    {
        // A clock that was set back must not run backwards for the orchestrator.
        this.now = now > this.now ? now : this.now;
        this.replaying = replaying;
    }

    /// <summary>Takes what was asked for since the last time.</summary>
    public IReadOnlyList<OrchestratorAction> TakeActions()
    {
        OrchestratorAction[] actions = [.. asked.Values];
        asked.Clear();
        return actions;
    }

    /// <summary>Takes the custom status, if it was set since the last time.</summary>
    public CustomStatusChange? TakeCustomStatus()
    {
        var status = customStatus;
        customStatus = null;
        return status;
    }

    /// <summary>Takes a recorded action off what was asked for.</summary>
    /// <returns>The mismatch, if it was not asked for.</returns>
    public TaskFailureDetails? Match(OrchestratorAction recorded)
    {
        asked.Remove(recorded.Id, out var replayed);
        return ReplayCheck.Mismatch(recorded, replayed);
    }

    /// <summary>Hands a fact to the orchestrator.</summary>
    public void Handle(InboundRecord record)
    {
        switch (record)
        {
            case TaskCompleted completed when open.Remove(completed.TaskId, out var task):
                task.Completion.TrySetResult(completed.Result);
                break;
            case TaskFailed failed when open.Remove(failed.TaskId, out var task):
                task.Completion.TrySetException(new TaskFailedException(task.Name, failed.TaskId, failed.Failure));
                break;
            case TimerFired fired when open.Remove(fired.TaskId, out var task):
                task.Completion.TrySetResult(null);
                break;
            case EventRaised raised when Next is not null:
                carried.Add((raised.Name, raised.Payload));
                break;
            case EventRaised raised:
                events.Raise(raised.Name, raised.Payload);
                break;
        }
    }

    /// <inheritdoc/>
    public override T? GetInput<T>()
        where T : default
    {
        dispatcher.RequireOwnThread();
        return converter.Deserialize<T>(created.Input);
    }

    /// <inheritdoc/>
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        dispatcher.RequireOwnThread();
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        if (input is TaskOptions && options is null)
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the activity input but no value was provided for {nameof(options)}. "
                + $"Did you actually mean to provide a {nameof(TaskOptions)} value for the {nameof(options)} parameter?",
                nameof(input));

        return Retries.RunAsync(
            this,
            options?.Retry,
            attempt => AskAsync<TResult>(
                name, id => new ScheduleActivity(id, name, converter.Serialize(input)) { Attempt = attempt }));
    }

    /// <inheritdoc/>
    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        dispatcher.RequireOwnThread();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var wantedId = (options as SubOrchestrationOptions)?.InstanceId;
        var instanceId = string.IsNullOrWhiteSpace(wantedId) ? NewGuid().ToString("N") : wantedId;
        return Retries.RunAsync(
            this,
            options?.Retry,
            _ => AskAsync<TResult>(
                orchestratorName, id => new StartSubOrchestration(id, orchestratorName, instanceId, converter.Serialize(input))));
    }

    /// <inheritdoc/>
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        dispatcher.RequireOwnThread();
        var (id, completion) = Ask("timer", number => new CreateTimer(number, fireAt.ToUniversalTime()));
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                if (open.Remove(id))
                    completion.TrySetCanceled(cancellationToken);
            });
        }

        return completion.Task;
    }

    /// <inheritdoc/>
    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        dispatcher.RequireOwnThread();
        return events.WaitAsync<T>(eventName, cancellationToken);
    }

    /// <inheritdoc/>
    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        dispatcher.RequireOwnThread();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var id = tasks++;
        asked.Add(id, new SendEvent(id, instanceId, eventName, converter.Serialize(payload)));
    }

    /// <inheritdoc/>
    public override void SetCustomStatus(object? customStatus)
    {
        dispatcher.RequireOwnThread();
        this.customStatus = new CustomStatusChange(converter.Serialize(customStatus));
    }

    /// <inheritdoc/>
    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        dispatcher.RequireOwnThread();
        if (preserveUnprocessedEvents)
            carried.AddRange(events.TakeKept());
        Next = new NextRun(converter.Serialize(newInput), carried);
    }

    /// <inheritdoc/>
    public override Guid NewGuid()
    {
        dispatcher.RequireOwnThread();
        return DeterministicGuid.Create(InstanceId, now, guids++);
    }

    private async Task<TResult> AskAsync<TResult>(string name, Func<int, OrchestratorAction> action)
    {
        var result = await Ask(name, action).Completion.Task;
        return converter.Deserialize<TResult>(result)!;
    }

    private (int Id, TaskCompletionSource<string?> Completion) Ask(string name, Func<int, OrchestratorAction> describe)
    {
        var id = tasks;
        var action = describe(id);
        tasks++;
        asked.Add(id, action);

        // Continuations run inside of TrySetResult, in a fixed order: that is what makes a replay repeat them.
        var completion = new TaskCompletionSource<string?>();
        open.Add(id, new OpenTask(name, completion));
        return (id, completion);
    }

    private sealed record OpenTask(string Name, TaskCompletionSource<string?> Completion);
}
