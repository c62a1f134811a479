using System.Collections.Immutable;
using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Metarr.LocalRuntime.Durable.Commits;
using Metarr.LocalRuntime.Durable.History;
using Metarr.LocalRuntime.Durable.Instances;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable;

/// <summary>The client of the embedded engine. A call that changes something returns once that is written.</summary>
internal sealed class LocalDurableTaskClient(
    CommitLoop commits,
    ExecutionRules rules,
    InstanceDirectory directory,
    IDurableFunctions functions,
    DataConverter converter,
    ILogger logger) : DurableTaskClient("local")
{
    /// <inheritdoc/>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        cancellation.ThrowIfCancellationRequested();
        if (!functions.HasOrchestrator(orchestratorName))
            throw new ArgumentException(Orchestrations.UnknownFunction.OrchestratorMessage(orchestratorName), nameof(orchestratorName));
        var instanceId = InstanceIds.Choose(options?.InstanceId);
        var inTheWay = InstanceIds.InTheWay(options);
        var serialized = converter.Serialize(input);
        var tags = options?.Tags?.ToImmutableDictionary(tag => tag.Key, tag => tag.Value ?? string.Empty) ?? ImmutableDictionary<string, string>.Empty;
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } caller ? caller.Id : null;
        return await Commit(transaction =>
        {
            MakeRoom(transaction, instanceId, inTheWay);
            rules.Start(transaction, new ExecutionCreated(
                transaction.State.NextExecution,
                transaction.Now,
                instanceId,
                orchestratorName,
                serialized,
                options?.StartAt?.UtcDateTime,
                null,
                tags,
                null)
            {
                TraceParent = trace,
            });
            return instanceId;
        });
    }

    /// <inheritdoc/>
    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var payload = converter.Serialize(eventPayload);
        return ChangeAsync(
            "raise an event for",
            instanceId,
            (transaction, execution) =>
                rules.Deliver(transaction, new EventRaised(execution.Execution, transaction.Now, eventName, payload)),
            cancellation);
    }

    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var output = converter.Serialize(options?.Output);
        return ChangeAsync(
            "terminate",
            instanceId,
            (transaction, execution) => rules.Terminate(transaction, execution, output, options?.Recursive ?? false),
            cancellation);
    }

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        ChangeAsync(
            "suspend",
            instanceId,
            (transaction, execution) =>
            {
                if (!execution.IsSuspended)
                    rules.Deliver(transaction, new ExecutionSuspended(execution.Execution, transaction.Now, reason));
            },
            cancellation);

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        ChangeAsync(
            "resume",
            instanceId,
            (transaction, execution) =>
            {
                if (execution.IsSuspended)
                    rules.Deliver(transaction, new ExecutionResumed(execution.Execution, transaction.Now, reason));
            },
            cancellation);

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var status = await directory.WaitAsync(
            instanceId, instance => instance.Status != OrchestrationRuntimeStatus.Pending, cancellation);
        return status.ToMetadata(getInputsAndOutputs, converter);
    }

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var status = await directory.WaitAsync(instanceId, instance => instance.IsEnded, cancellation);
        return status.ToMetadata(getInputsAndOutputs, converter);
    }

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(directory.Find(instanceId)?.ToMetadata(getInputsAndOutputs, converter));
    }

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create((continuation, pageSize, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var query = filter ?? new OrchestrationQuery();
            return Task.FromResult(InstanceQuery.Read(directory.All, query, continuation, pageSize, converter));
        });

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return await Commit(transaction =>
        {
            if (transaction.State.FindInstance(instanceId) is not { IsEnded: true } execution)
                return new PurgeResult(0, true);
            transaction.Append(new InstancePurged(execution.Execution, transaction.Now));
            return new PurgeResult(1, true);
        });
    }

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "PurgeInstancesFilter.Timeout must be a positive TimeSpan.");
        cancellation.ThrowIfCancellationRequested();
        var statuses = InstanceQuery.ToSet(filter.Statuses);
        return await Commit(transaction =>
        {
            var ended = transaction.State.Instances
                .Where(execution => execution.IsEnded && InstanceQuery.Matches(
                    execution.CreatedAt, execution.Status, filter.CreatedFrom, filter.CreatedTo, statuses))
                .ToList();
            foreach (var execution in ended)
                transaction.Append(new InstancePurged(execution.Execution, transaction.Now));
            return new PurgeResult(ended.Count, true);
        });
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask; // The engine, which outlives its clients, owns everything.

    private void MakeRoom(Transaction transaction, string instanceId, IReadOnlySet<OrchestrationRuntimeStatus> inTheWay)
    {
        if (transaction.State.FindInstance(instanceId) is not { } existing)
            return;
        if (inTheWay.Contains(existing.Status))
            throw new OrchestrationAlreadyExistsException($"An Orchestration instance with the ID {instanceId} already exists.");
        if (!existing.IsEnded)
            rules.Terminate(transaction, existing, null, recursive: false);
    }

    private async Task ChangeAsync(
        string request, string instanceId, Action<Transaction, ExecutionHistory> change, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var found = await Commit(transaction =>
        {
            if (transaction.State.FindInstance(instanceId) is not { IsEnded: false } execution)
                return false;
            change(transaction, execution);
            return true;
        });
        if (!found)
            Logs.RequestDropped(logger, request, instanceId);
    }

    private Task<T> Commit<T>(Func<Transaction, T> decide)
    {
        var commit = new ClientCommit<T>(decide);
        commits.Post(commit);
        return commit.Answer;
    }
}
