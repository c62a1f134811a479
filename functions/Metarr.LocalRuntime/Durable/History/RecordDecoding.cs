using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>Reads what <see cref="RecordEncoding"/> wrote.</summary>
internal static class RecordDecoding
{
    /// <summary>Reads one record.</summary>
    /// <exception cref="InvalidDataException">The record is of a kind this version does not know.</exception>
    public static HistoryRecord Read(ref ByteReader from)
    {
        var type = (RecordType)from.Byte();
        var execution = from.Number();
        var at = from.Time();
        return type switch
        {
            RecordType.ExecutionCreated => ReadCreated(ref from, execution, at),
            RecordType.TracedExecutionCreated => ReadCreated(ref from, execution, at) with { TraceParent = from.Text() },
            RecordType.TaskCompleted => new TaskCompleted(execution, at, from.Count(), from.Text()),
            RecordType.TaskFailed => new TaskFailed(execution, at, from.Count(), ReadFailure(ref from) ?? throw Missing()),
            RecordType.TimerFired => new TimerFired(execution, at, from.Count()),
            RecordType.EventRaised => new EventRaised(execution, at, from.Name(), from.Text()),
            RecordType.ExecutionSuspended => new ExecutionSuspended(execution, at, from.Text()),
            RecordType.ExecutionResumed => new ExecutionResumed(execution, at, from.Text()),
            RecordType.EpisodeCommitted => ReadEpisode(ref from, execution, at),
            RecordType.ExecutionEnded =>
                new ExecutionEnded(execution, at, (OrchestrationRuntimeStatus)from.Byte(), from.Text(), ReadFailure(ref from)),
            RecordType.InstancePurged => new InstancePurged(execution, at),
            RecordType.InstanceArchived => ReadArchived(ref from, execution, at),
            _ => throw new InvalidDataException($"The durable history holds a record of the unknown type {(byte)type}."),
        };
    }

    private static ExecutionCreated ReadCreated(ref ByteReader from, long execution, DateTime at)
    {
        var instanceId = from.Name();
        var name = from.Name();
        var input = from.Text();
        var startAt = from.Time();
        var parent = from.Byte() == 0 ? null : new ParentLink(from.Number(), from.Name(), from.Name(), from.Count());
        var tags = ReadTags(ref from);
        return new ExecutionCreated(
            execution, at, instanceId, name, input, startAt == default ? null : startAt, parent, tags, from.Text());
    }

    private static EpisodeCommitted ReadEpisode(ref ByteReader from, long execution, DateTime at)
    {
        var consumed = from.Count();
        var status = from.Byte() == 0 ? null : new CustomStatusChange(from.Text());
        var actions = new OrchestratorAction[from.Count()];
        for (var i = 0; i < actions.Length; i++)
            actions[i] = ReadAction(ref from);
        return new EpisodeCommitted(execution, at, consumed, actions, status);
    }

    private static OrchestratorAction ReadAction(ref ByteReader from)
    {
        var type = (RecordType)from.Byte();
        var id = from.Count();
        return type switch
        {
            RecordType.ScheduleActivity => new ScheduleActivity(id, from.Name(), from.Text()),
            RecordType.CreateTimer => new CreateTimer(id, from.Time()),
            RecordType.StartSubOrchestration => new StartSubOrchestration(id, from.Name(), from.Name(), null),
            RecordType.SendEvent => new SendEvent(id, from.Name(), from.Name(), null),
            _ => throw new InvalidDataException($"The durable history holds an action of the unknown type {(byte)type}."),
        };
    }

    private static InstanceArchived ReadArchived(ref ByteReader from, long execution, DateTime at) => new(
        execution,
        at,
        from.Name(),
        from.Name(),
        from.Time(),
        (OrchestrationRuntimeStatus)from.Byte(),
        from.Text(),
        from.Text(),
        from.Text(),
        ReadFailure(ref from),
        ReadTags(ref from));

    private static ImmutableDictionary<string, string> ReadTags(ref ByteReader from)
    {
        var tags = ImmutableDictionary<string, string>.Empty;
        for (var left = from.Count(); left > 0; left--)
            tags = tags.SetItem(from.Name(), from.Name());
        return tags;
    }

    private static TaskFailureDetails? ReadFailure(ref ByteReader from)
    {
        var mark = from.Byte();
        if (mark == 0)
            return null;
        var (type, message, trace) = (from.Name(), from.Name(), from.Text());
        return new TaskFailureDetails(type, message, trace, ReadFailure(ref from), null) { IsNonRetriable = mark == 2 };
    }

    private static InvalidDataException Missing() => new("A failure is missing in the durable history.");
}
