using Metarr.LocalRuntime.Durable.History;

namespace Metarr.LocalRuntime.Durable.Commits;

/// <summary>Where commits are decided: the records of a group of commits and the effects they will have once written.</summary>
internal sealed class Transaction(HistoryState state)
{
    private readonly ByteWriter frames = new();
    private readonly List<Action> effects = [];
    private readonly HashSet<ExecutionHistory> changed = [];
    private int appended;

    /// <summary>All instances, with every record appended so far taken into account.</summary>
    public HistoryState State => state;

    /// <summary>The time, in UTC, at which the group is decided.</summary>
    public DateTime Now { get; private set; }

    /// <summary>The frames to write.</summary>
    public ReadOnlySpan<byte> Frames => frames.Written;

    /// <summary>Executions that records of the group changed.</summary>
    public IReadOnlyCollection<ExecutionHistory> Changed => changed;

    /// <summary>Whether the commit at hand has appended anything.</summary>
    public bool HasAppended => appended > 0;

    /// <summary>Begins a group.</summary>
    public void BeginGroup(DateTime now)
    {
        Now = now;
        frames.Clear();
        effects.Clear();
        changed.Clear();
    }

    /// <summary>Begins a commit; what it appends is written whole or not at all.</summary>
    public void BeginCommit()
    {
        appended = 0;
        frames.BeginFrame();
    }

    /// <summary>Ends the commit.</summary>
    public void EndCommit() => frames.EndFrame();

    /// <summary>Appends a record and takes it into account.</summary>
    public void Append(HistoryRecord record)
    {
        appended++;
        RecordEncoding.Write(frames, record);
        if (state.Apply(record) is { } execution)
            changed.Add(execution);
    }

    /// <summary>Leaves something to be done once the group is written.</summary>
    public void Then(Action effect) => effects.Add(effect);

    /// <summary>Does what was left to be done, in the order in which it was left.</summary>
    public void RunEffects()
    {
        foreach (var effect in effects)
            effect();
    }
}
