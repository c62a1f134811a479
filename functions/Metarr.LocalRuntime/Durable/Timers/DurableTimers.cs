namespace Metarr.LocalRuntime.Durable.Timers;

/// <summary>Calls back when a time has come. The history, not this, remembers timers: they are armed anew after a restart.</summary>
internal sealed class DurableTimers : IDisposable
{
    // The clock may be set while we wait, and a timer cannot wait for ever.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly PriorityQueue<Action, (DateTime At, long Order)> due = new();
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<long, int> fire;
    private readonly ITimer timer;
    private DateTime armedFor = DateTime.MaxValue;
    private long armed;
    private bool disposed;

    /// <summary>No timers yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="fire">Told, on any thread, that a timer of an execution has come due.</param>
    public DurableTimers(TimeProvider time, Action<long, int> fire)
    {
        this.time = time;
        this.fire = fire;
        timer = time.CreateTimer(_ => CallDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Arms a durable timer.</summary>
    public void Arm(long execution, int taskId, DateTime fireAt) => Schedule(fireAt, () => fire(execution, taskId));

    /// <summary>Calls something back, at once when the time has passed.</summary>
    public void Schedule(DateTime at, Action callback)
    {
        lock (gate)
        {
            if (disposed)
                return;
            due.Enqueue(callback, (at, armed++)); // Of two for the same time, the one armed first.
            if (at < armedFor)
                Rearm();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            due.Clear();
        }

        timer.Dispose();
    }

    private void CallDue()
    {
        var callbacks = new List<Action>();
        lock (gate)
        {
            var now = time.GetUtcNow().UtcDateTime;
            while (this.due.TryPeek(out var callback, out var due) && due.At <= now)
            {
                callbacks.Add(callback);
                this.due.Dequeue();
            }

            if (!disposed)
                Rearm();
        }

        foreach (var callback in callbacks)
            callback();
    }

    private void Rearm()
    {
        armedFor = DateTime.MaxValue;
        if (!this.due.TryPeek(out _, out var due))
            return;
        armedFor = due.At;
        var wait = due.At - time.GetUtcNow().UtcDateTime;

        // Rounded up to whole milliseconds, which is what timers count in; one too early would have to be armed again.
        var milliseconds = Math.Ceiling(Math.Clamp(wait.TotalMilliseconds, 0, LongestWait.TotalMilliseconds));
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
