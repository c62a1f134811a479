namespace Metarr.LocalRuntime.Tests.Durable;

/// <summary>A clock that moves when it is told to.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <summary>Moves the clock and calls what came due.</summary>
    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            foreach (var timer in due)
                timer.Due = DateTimeOffset.MaxValue;
        }

        foreach (var timer in due)
            timer.Call();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_lock)
            _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; } = DateTimeOffset.MaxValue;

        public void Call() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var now = dueTime == TimeSpan.Zero;
            lock (time._lock)
                Due = dueTime == Timeout.InfiniteTimeSpan || now ? DateTimeOffset.MaxValue : time._now + dueTime;
            if (now)
                ThreadPool.QueueUserWorkItem(_ => Call());
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
