using System.Collections.Immutable;
using Metarr.LocalRuntime.Durable.Activities;
using Metarr.LocalRuntime.Durable.History;
using Metarr.LocalRuntime.Durable.Orchestrations;
using Metarr.LocalRuntime.Durable.Timers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable.Commits;

/// <summary>What may happen to executions and what follows from it. Everything that belongs together, such as the end of a
/// sub-orchestration and the news of it for its caller, is appended in one transaction, so a crash never separates it.</summary>
internal sealed class ExecutionRules(
    OrchestrationHost orchestrations, ActivityWorkers activities, DurableTimers timers, IDurableFunctions functions, ILogger logger)
{
    /// <summary>Starts an execution.</summary>
    public void Start(Transaction transaction, ExecutionCreated created)
    {
        transaction.Append(created);
        transaction.Then(() => orchestrations.Start(created));
    }

    /// <summary>Hands a fact to an execution.</summary>
    public void Deliver(Transaction transaction, InboundRecord fact)
    {
        transaction.Append(fact);
        transaction.Then(() => orchestrations.Deliver(fact));
    }

    /// <summary>Records the result of an activity, or its failure, unless nobody waits for it any more.</summary>
    public void CompleteActivity(Transaction transaction, long execution, int taskId, string? result, TaskFailureDetails? failure)
    {
        if (transaction.State.Find(execution)?.Open.GetValueOrDefault(taskId) is ScheduleActivity)
            Deliver(transaction, Answer(transaction, execution, taskId, result, failure));
    }

    /// <summary>Records that a timer has fired, unless nobody waits for it any more.</summary>
    public void FireTimer(Transaction transaction, long execution, int taskId)
    {
        if (transaction.State.Find(execution)?.Open.GetValueOrDefault(taskId) is CreateTimer)
            Deliver(transaction, new TimerFired(execution, transaction.Now, taskId));
    }

    /// <summary>Records what came of an episode and sets it in motion.</summary>
    public void CommitEpisode(Transaction transaction, long id, Episode episode)
    {
        if (transaction.State.Find(id) is not { IsEnded: false } execution)
            return;
        if (!execution.HasStarted)
            transaction.Then(() => orchestrations.Within(
                execution.Execution, () => Logs.OrchestrationStarted(logger, execution.Name, execution.InstanceId)));
        if (episode.Consumed > 0)
            transaction.Append(new EpisodeCommitted(id, episode.At, episode.Consumed, episode.Actions, episode.CustomStatus));
        foreach (var action in episode.Actions)
            SetInMotion(transaction, execution, action);
        switch (episode.Outcome)
        {
            case Outcome.Completed completed:
                End(transaction, execution, OrchestrationRuntimeStatus.Completed, completed.Output, null);
                break;
            case Outcome.Failed { Failure: var failure }:
                End(transaction, execution, OrchestrationRuntimeStatus.Failed, failure.ErrorMessage, failure);
                break;
            case Outcome.StartedOver startedOver:
                StartOver(transaction, execution, startedOver.Next);
                break;
        }
    }

    /// <summary>Starts again, after a restart, what an execution waits for.</summary>
    public void StartOpenWork(Transaction transaction, long id)
    {
        if (transaction.State.Find(id) is not { IsEnded: false } execution)
            return;
        foreach (var action in execution.Open.Values.OrderBy(action => action.Id))
        {
            // A sub-orchestration is an execution of its own, and recovered as such.
            if (action is ScheduleActivity or CreateTimer)
                SetInMotion(transaction, execution, action);
        }
    }

    /// <summary>Ends an execution at a client's wish.</summary>
    public void Terminate(Transaction transaction, ExecutionHistory execution, string? output, bool recursive)
    {
        List<ExecutionHistory> children = recursive
            ? [.. execution.Open.Values.OfType<StartSubOrchestration>()
                .Select(sub => transaction.State.FindInstance(sub.InstanceId))
                .OfType<ExecutionHistory>()
                .Where(child => !child.IsEnded && child.Parent?.Execution == execution.Execution)]
            : [];
        End(transaction, execution, OrchestrationRuntimeStatus.Terminated, output, null);
        foreach (var child in children)
            Terminate(transaction, child, output, recursive);
    }

    private void SetInMotion(Transaction transaction, ExecutionHistory execution, OrchestratorAction action)
    {
        switch (action)
        {
            case ScheduleActivity activity:
                var work = new ActivityWork(execution.Execution, execution.InstanceId, activity.Id, activity.Name, activity.Input)
                {
                    TraceParent = orchestrations.TraceParentOf(execution.Execution) ?? execution.TraceParent,
                    Attempt = activity.Attempt,
                };
                transaction.Then(() => activities.Enqueue(work));
                break;
            case CreateTimer timer:
                transaction.Then(() => timers.Arm(execution.Execution, timer.Id, timer.FireAt));
                break;
            case StartSubOrchestration sub:
                StartChild(transaction, execution, sub);
                break;
            case SendEvent sent when transaction.State.FindInstance(sent.InstanceId) is { IsEnded: false } receiver:
                Deliver(transaction, new EventRaised(receiver.Execution, transaction.Now, sent.EventName, sent.Payload));
                break;
        }
    }

    private void StartChild(Transaction transaction, ExecutionHistory parent, StartSubOrchestration sub)
    {
        if (!functions.HasOrchestrator(sub.Name))
        {
            Deliver(transaction, new TaskFailed(parent.Execution, transaction.Now, sub.Id, UnknownFunction.Orchestrator(sub.Name)));
            return;
        }

        if (transaction.State.FindInstance(sub.InstanceId) is { IsEnded: false })
        {
            var exists = new TaskFailureDetails(
                typeof(global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).FullName!,
                $"An Orchestration instance with the ID {sub.InstanceId} already exists.",
                null,
                null,
                null);
            Deliver(transaction, new TaskFailed(parent.Execution, transaction.Now, sub.Id, exists));
            return;
        }

        var link = new ParentLink(parent.Execution, parent.InstanceId, parent.Name, sub.Id);
        Start(transaction, new ExecutionCreated(
            transaction.State.NextExecution,
            transaction.Now,
            sub.InstanceId,
            sub.Name,
            sub.Input,
            null,
            link,
            ImmutableDictionary<string, string>.Empty,
            null)
        {
            TraceParent = orchestrations.TraceParentOf(parent.Execution) ?? parent.TraceParent,
        });
    }

    private void End(
        Transaction transaction, ExecutionHistory execution, OrchestrationRuntimeStatus status, string? output, TaskFailureDetails? failure)
    {
        transaction.Append(new ExecutionEnded(execution.Execution, transaction.Now, status, output, failure));
        var trouble = failure?.ErrorMessage ?? (status == OrchestrationRuntimeStatus.Terminated ? "It was terminated." : null);
        transaction.Then(() => orchestrations.Within(execution.Execution, () => Tell(execution, failure)));
        transaction.Then(() => orchestrations.End(execution.Execution, trouble));
        if (execution.Parent is not { } parent
            || transaction.State.Find(parent.Execution)?.Open.GetValueOrDefault(parent.TaskId) is not StartSubOrchestration)
            return;
        var reason = failure ?? (status == OrchestrationRuntimeStatus.Terminated ? Terminated(execution) : null);
        Deliver(transaction, Answer(transaction, parent.Execution, parent.TaskId, output, reason));
    }

    private void StartOver(Transaction transaction, ExecutionHistory former, NextRun next)
    {
        var late = former.Unconsumed.ToList();
        var execution = transaction.State.NextExecution;
        transaction.Then(() => orchestrations.End(former.Execution));
        Start(transaction, new ExecutionCreated(
            execution, transaction.Now, former.InstanceId, former.Name, next.Input, null, former.Parent, former.Tags, former.CustomStatus)
        {
            TraceParent = former.TraceParent,
        });
        foreach (var (name, payload) in next.Carried)
            Deliver(transaction, new EventRaised(execution, transaction.Now, name, payload));

        // Answers to the former run's tasks end with it; what came from outside was meant for the instance.
        foreach (var fact in late.Where(fact => fact is EventRaised or ExecutionSuspended or ExecutionResumed))
            Deliver(transaction, fact with { Execution = execution });
        if (former.IsSuspended && !late.Any(fact => fact is ExecutionSuspended))
            Deliver(transaction, new ExecutionSuspended(execution, transaction.Now, null));
    }

    private void Tell(ExecutionHistory execution, TaskFailureDetails? failure)
    {
        if (failure is null)
            Logs.OrchestrationEnded(logger, execution.Name, execution.InstanceId, execution.Status);
        else
            Logs.OrchestrationFailed(logger, execution.Name, execution.InstanceId, failure.ErrorType, failure.ErrorMessage);
    }

    private static InboundRecord Answer(
        Transaction transaction, long execution, int taskId, string? result, TaskFailureDetails? failure) => failure is null
        ? new TaskCompleted(execution, transaction.Now, taskId, result)
        : new TaskFailed(execution, transaction.Now, taskId, failure);

    private static TaskFailureDetails Terminated(ExecutionHistory execution) => new(
        "DurableTask.Core.Exceptions.OrchestrationFailureException",
        $"The sub-orchestration '{execution.InstanceId}' was terminated.",
        null,
        null,
        null);
}
