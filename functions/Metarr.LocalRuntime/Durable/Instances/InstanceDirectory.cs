using System.Collections.Concurrent;
using Metarr.LocalRuntime.Durable.History;

namespace Metarr.LocalRuntime.Durable.Instances;

/// <summary>The published pictures of all instances, and those who wait for one to change. Safe for use by many threads.</summary>
internal sealed class InstanceDirectory
{
    private readonly ConcurrentDictionary<string, InstanceStatus> instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Waiter>> waiters = new(StringComparer.Ordinal);
    private readonly Lock waitersLock = new();
    private Exception? closed;

    /// <summary>All instances, in no order.</summary>
    public IEnumerable<InstanceStatus> All => instances.Values;

    /// <summary>An instance, or <c>null</c>.</summary>
    public InstanceStatus? Find(string instanceId) => instances.GetValueOrDefault(instanceId);

    /// <summary>Publishes what an execution looks like now, unless it is no longer the latest of its instance.</summary>
    public void Publish(ExecutionHistory execution, HistoryState state)
    {
        var latest = state.FindInstance(execution.InstanceId);
        if (latest is null)
        {
            instances.TryRemove(execution.InstanceId, out _);
            return;
        }

        if (latest.Execution != execution.Execution)
            return;
        var status = InstanceStatus.Of(execution);
        instances[execution.InstanceId] = status;
        Wake(status);
    }

    /// <summary>Waits until an instance looks as wanted; one that does not exist yet is waited for.</summary>
    public async Task<InstanceStatus> WaitAsync(string instanceId, Func<InstanceStatus, bool> wanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(wanted);
        lock (waitersLock)
        {
            if (Find(instanceId) is { } now && wanted(now))
                return now;
            if (this.closed is { } closed)
                throw closed;
            if (!waiters.TryGetValue(instanceId, out var others))
                waiters[instanceId] = others = [];
            others.Add(waiter);
        }

        try
        {
            return await waiter.Met.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Remove(instanceId, waiter);
        }
    }

    /// <summary>Nothing will change any more: those who wait are told why.</summary>
    public void Fail(Exception reason)
    {
        List<Waiter> all;
        lock (waitersLock)
        {
            closed = reason;
            all = [.. waiters.Values.SelectMany(waiters => waiters)];
        }

        foreach (var waiter in all)
            waiter.Met.TrySetException(reason);
    }

    private void Wake(InstanceStatus status)
    {
        lock (waitersLock)
        {
            if (!this.waiters.TryGetValue(status.InstanceId, out var waiters))
                return;
            foreach (var waiter in waiters)
            {
                if (waiter.Wanted(status))
                    waiter.Met.TrySetResult(status);
            }
        }
    }

    private void Remove(string instanceId, Waiter waiter)
    {
        lock (waitersLock)
        {
            if (this.waiters.TryGetValue(instanceId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
                this.waiters.Remove(instanceId);
        }
    }

    private sealed class Waiter(Func<InstanceStatus, bool> wanted)
    {
        public Func<InstanceStatus, bool> Wanted => wanted;

        public TaskCompletionSource<InstanceStatus> Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
