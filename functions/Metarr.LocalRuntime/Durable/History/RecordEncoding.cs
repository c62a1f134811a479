using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>Writes records: type, execution, time, then the fields in the order of their declaration.</summary>
internal static class RecordEncoding
{
    /// <summary>Appends a record to the frame at hand.</summary>
    public static void Write(ByteWriter to, HistoryRecord record)
    {
        to.Byte((byte)TypeOf(record));
        to.Number(record.Execution);
        to.Time(record.At);
        switch (record)
        {
            case ExecutionCreated created:
                WriteCreated(to, created);
                break;
            case EpisodeCommitted episode:
                WriteEpisode(to, episode);
                break;
            case InboundRecord inbound:
                WriteInbound(to, inbound);
                break;
            case ExecutionEnded ended:
                to.Byte((byte)ended.Status);
                to.Text(ended.Output);
                WriteFailure(to, ended.Failure);
                break;
            case InstanceArchived archived:
                WriteArchived(to, archived);
                break;
        }
    }

    private static RecordType TypeOf(HistoryRecord record) => record switch
    {
        ExecutionCreated { TraceParent: not null } => RecordType.TracedExecutionCreated,
        ExecutionCreated => RecordType.ExecutionCreated,
        TaskCompleted => RecordType.TaskCompleted,
        TaskFailed => RecordType.TaskFailed,
        TimerFired => RecordType.TimerFired,
        EventRaised => RecordType.EventRaised,
        ExecutionSuspended => RecordType.ExecutionSuspended,
        ExecutionResumed => RecordType.ExecutionResumed,
        EpisodeCommitted => RecordType.EpisodeCommitted,
        ExecutionEnded => RecordType.ExecutionEnded,
        InstancePurged => RecordType.InstancePurged,
        InstanceArchived => RecordType.InstanceArchived,
        _ => throw new ArgumentException($"A {record.GetType().Name} cannot be recorded.", nameof(record)),
    };

    private static void WriteInbound(ByteWriter to, InboundRecord record)
    {
        switch (record)
        {
            case TaskCompleted completed:
                to.Number(completed.TaskId);
                to.Text(completed.Result);
                break;
            case TaskFailed failed:
                to.Number(failed.TaskId);
                WriteFailure(to, failed.Failure);
                break;
            case TimerFired fired:
                to.Number(fired.TaskId);
                break;
            case EventRaised raised:
                to.Text(raised.Name);
                to.Text(raised.Payload);
                break;
            case ExecutionSuspended suspended:
                to.Text(suspended.Reason);
                break;
            case ExecutionResumed resumed:
                to.Text(resumed.Reason);
                break;
        }
    }

    private static void WriteCreated(ByteWriter to, ExecutionCreated created)
    {
        to.Text(created.InstanceId);
        to.Text(created.Name);
        to.Text(created.Input);
        to.Time(created.StartAt ?? default);
        to.Byte(created.Parent is null ? (byte)0 : (byte)1);
        if (created.Parent is { } parent)
        {
            to.Number(parent.Execution);
            to.Text(parent.InstanceId);
            to.Text(parent.Name);
            to.Number(parent.TaskId);
        }

        WriteTags(to, created.Tags);
        to.Text(created.CustomStatus);
        if (created.TraceParent is { } trace)
            to.Text(trace);
    }

    private static void WriteEpisode(ByteWriter to, EpisodeCommitted episode)
    {
        to.Number(episode.Consumed);
        to.Byte(episode.CustomStatus is null ? (byte)0 : (byte)1);
        if (episode.CustomStatus is { } status)
            to.Text(status.Value);
        to.Number(episode.Actions.Count);
        foreach (var action in episode.Actions)
            WriteAction(to, action);
    }

    private static void WriteAction(ByteWriter to, OrchestratorAction action)
    {
        switch (action)
        {
            case ScheduleActivity activity:
                to.Byte((byte)RecordType.ScheduleActivity);
                to.Number(action.Id);
                to.Text(activity.Name);
                to.Text(activity.Input);
                break;
            case CreateTimer timer:
                to.Byte((byte)RecordType.CreateTimer);
                to.Number(action.Id);
                to.Time(timer.FireAt);
                break;
            case StartSubOrchestration sub:
                to.Byte((byte)RecordType.StartSubOrchestration);
                to.Number(action.Id);
                to.Text(sub.Name);
                to.Text(sub.InstanceId);
                break;
            case SendEvent sent:
                to.Byte((byte)RecordType.SendEvent);
                to.Number(action.Id);
                to.Text(sent.InstanceId);
                to.Text(sent.EventName);
                break;
        }
    }

    private static void WriteArchived(ByteWriter to, InstanceArchived archived)
    {
        to.Text(archived.InstanceId);
        to.Text(archived.Name);
        to.Time(archived.CreatedAt);
        to.Byte((byte)archived.Status);
        to.Text(archived.Input);
        to.Text(archived.Output);
        to.Text(archived.CustomStatus);
        WriteFailure(to, archived.Failure);
        WriteTags(to, archived.Tags);
    }

    private static void WriteTags(ByteWriter to, IReadOnlyDictionary<string, string> tags)
    {
        to.Number(tags.Count);
        foreach (var (key, value) in tags)
        {
            to.Text(key);
            to.Text(value);
        }
    }

    private static void WriteFailure(ByteWriter to, TaskFailureDetails? failure)
    {
        for (var at = failure; at is not null; at = at.InnerFailure)
        {
            to.Byte(at.IsNonRetriable ? (byte)2 : (byte)1);
            to.Text(at.ErrorType);
            to.Text(at.ErrorMessage ?? string.Empty); // An exception may override Message to return null.
            to.Text(at.StackTrace);
        }

        to.Byte(0);
    }
}
