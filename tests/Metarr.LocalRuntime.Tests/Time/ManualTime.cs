namespace Metarr.LocalRuntime.Tests.Time;

/// <summary>A clock that stands still until it is moved. Timers fall due in the order of their times, and it tells which one is next.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock sync = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = start;

    /// <summary>When the next timer that is armed falls due; null while none is armed.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (sync)
                return alarms.MinBy(alarm => alarm.Due)?.Due;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (sync)
            return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves the clock and rings what falls due on the way, each at its time.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock to a moment and rings what falls due on the way, each at its time.</summary>
    public void AdvanceTo(DateTimeOffset until)
    {
        while (TakeDue(until) is { } alarm)
            alarm.Ring();
        lock (sync)
            now = until;
    }

    private Alarm? TakeDue(DateTimeOffset until)
    {
        lock (sync)
        {
            var next = alarms.Where(alarm => alarm.Due <= until).MinBy(alarm => alarm.Due);
            if (next is null)
                return null;
            now = next.Due > now ? next.Due : now;
            alarms.Remove(next);
            return next;
        }
    }

    private sealed class Alarm(ManualTime time, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.sync)
            {
                time.alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time.now + dueTime;
                if (dueTime > TimeSpan.Zero)
                    time.alarms.Add(this);
            }

            // At once, but as with any clock not before whoever arms it has gone on.
            if (dueTime == TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => Ring());
            return true;
        }

        public void Dispose()
        {
            lock (time.sync)
                time.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
