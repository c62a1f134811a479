namespace Metarr.LocalRuntime.Tests.Hosting;

/// <summary>A clock that stands still until it is moved; timers fall due in the order of their times.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = start;

    /// <summary>How many timers wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return alarms.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } alarm)
            alarm.Ring();
        lock (gate)
            now = until;
    }

    private Alarm? TakeDue(DateTimeOffset until)
    {
        lock (gate)
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
            lock (time.gate)
            {
                time.alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time.now + dueTime;
                time.alarms.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time.gate)
                time.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
