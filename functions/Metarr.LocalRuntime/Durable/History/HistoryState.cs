namespace Metarr.LocalRuntime.Durable.History;

/// <summary>All instances, as the records so far tell them. Used by one thread at a time.</summary>
internal sealed class HistoryState
{
    private readonly Dictionary<long, ExecutionHistory> executions = [];
    private readonly Dictionary<string, ExecutionHistory> instances = new(StringComparer.Ordinal);
    private long lastExecution;

    /// <summary>The latest execution of every instance.</summary>
    public IReadOnlyCollection<ExecutionHistory> Instances => instances.Values;

    /// <summary>A number that no execution ever had.</summary>
    public long NextExecution => lastExecution + 1;

    /// <summary>The execution, unless a later one took its place or it was purged.</summary>
    public ExecutionHistory? Find(long execution) => executions.GetValueOrDefault(execution);

    /// <summary>The latest execution of an instance.</summary>
    public ExecutionHistory? FindInstance(string instanceId) => instances.GetValueOrDefault(instanceId);

    /// <summary>Takes a record into account and tells which execution it changed.</summary>
    public ExecutionHistory? Apply(HistoryRecord record)
    {
        lastExecution = Math.Max(lastExecution, record.Execution);
        switch (record)
        {
            case ExecutionCreated created:
                return Add(new ExecutionHistory(created));
            case InstanceArchived archived:
                return Add(new ExecutionHistory(archived));
        }

        if (!executions.TryGetValue(record.Execution, out var execution))
            return null;
        if (record is InstancePurged)
        {
            executions.Remove(record.Execution);
            instances.Remove(execution.InstanceId);
        }
        else
        {
            execution.Apply(record);
        }

        return execution;
    }

    /// <summary>The fewest records that tell the same.</summary>
    public IEnumerable<HistoryRecord> Compact()
    {
        // A purge of the latest number, before anything else, keeps that number from being given out again.
        yield return new InstancePurged(lastExecution, default);
        foreach (var execution in instances.Values)
        {
            foreach (var record in execution.Compact())
                yield return record;
        }
    }

    private ExecutionHistory Add(ExecutionHistory execution)
    {
        if (instances.TryGetValue(execution.InstanceId, out var former))
            executions.Remove(former.Execution);
        instances[execution.InstanceId] = execution;
        executions[execution.Execution] = execution;
        return execution;
    }
}
