namespace Metarr.LocalRuntime.Durable.Timers;

/// <summary>Calls back when a time has come. The history, not this, remembers timers: they are armed anew after a restart.</summary>
internal sealed class DurableTimers : IDisposable
{
    // The clock may be set while we wait, and a timer cannot wait for ever.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<Action, (DateTime At, long Order)> _due = new();
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<long, int> _fire;
    private readonly ITimer _timer;
    private DateTime _armedFor = DateTime.MaxValue;
    private long _armed;
    private bool _disposed;

    /// <summary>No timers yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="fire">Told, on any thread, that a timer of an execution has come due.</param>
    public DurableTimers(TimeProvider time, Action<long, int> fire)
    {
        _time = time;
        _fire = fire;
        _timer = time.CreateTimer(_ => CallDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Arms a durable timer.</summary>
    public void Arm(long execution, int taskId, DateTime fireAt) => Schedule(fireAt, () => _fire(execution, taskId));

    /// <summary>Calls something back, at once when the time has passed.</summary>
    public void Schedule(DateTime at, Action callback)
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _due.Enqueue(callback, (at, _armed++)); // Of two for the same time, the one armed first.
            if (at < _armedFor)
                Rearm();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _due.Clear();
        }

        _timer.Dispose();
    }

    private void CallDue()
    {
        var callbacks = new List<Action>();
        lock (_lock)
        {
            var now = _time.GetUtcNow().UtcDateTime;
            while (_due.TryPeek(out var callback, out var due) && due.At <= now)
            {
                callbacks.Add(callback);
                _due.Dequeue();
            }

            if (!_disposed)
                Rearm();
        }

        foreach (var callback in callbacks)
            callback();
    }

    private void Rearm()
    {
        _armedFor = DateTime.MaxValue;
        if (!_due.TryPeek(out _, out var due))
            return;
        _armedFor = due.At;
        var wait = due.At - _time.GetUtcNow().UtcDateTime;

        // Rounded up to whole milliseconds, which is what timers count in; one too early would have to be armed again.
        var milliseconds = Math.Ceiling(Math.Clamp(wait.TotalMilliseconds, 0, LongestWait.TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
