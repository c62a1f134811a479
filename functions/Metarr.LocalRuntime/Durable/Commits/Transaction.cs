using Metarr.LocalRuntime.Durable.History;

namespace Metarr.LocalRuntime.Durable.Commits;

/// <summary>Where commits are decided: the records of a group of commits and the effects they will have once written.</summary>
internal sealed class Transaction(HistoryState state)
{
    private readonly ByteWriter _frames = new();
    private readonly List<Action> _effects = [];
    private readonly HashSet<ExecutionHistory> _changed = [];
    private int _appended;

    /// <summary>All instances, with every record appended so far taken into account.</summary>
    public HistoryState State => state;

    /// <summary>The time, in UTC, at which the group is decided.</summary>
    public DateTime Now { get; private set; }

    /// <summary>The frames to write.</summary>
    public ReadOnlySpan<byte> Frames => _frames.Written;

    /// <summary>Executions that records of the group changed.</summary>
    public IReadOnlyCollection<ExecutionHistory> Changed => _changed;

    /// <summary>Whether the commit at hand has appended anything.</summary>
    public bool HasAppended => _appended > 0;

    /// <summary>Begins a group.</summary>
    public void BeginGroup(DateTime now)
    {
        Now = now;
        _frames.Clear();
        _effects.Clear();
        _changed.Clear();
    }

    /// <summary>Begins a commit; what it appends is written whole or not at all.</summary>
    public void BeginCommit()
    {
        _appended = 0;
        _frames.BeginFrame();
    }

    /// <summary>Ends the commit.</summary>
    public void EndCommit() => _frames.EndFrame();

    /// <summary>Appends a record and takes it into account.</summary>
    public void Append(HistoryRecord record)
    {
        _appended++;
        RecordEncoding.Write(_frames, record);
        if (state.Apply(record) is { } execution)
            _changed.Add(execution);
    }

    /// <summary>Leaves something to be done once the group is written.</summary>
    public void Then(Action effect) => _effects.Add(effect);

    /// <summary>Does what was left to be done, in the order in which it was left.</summary>
    public void RunEffects()
    {
        foreach (var effect in _effects)
            effect();
    }
}
