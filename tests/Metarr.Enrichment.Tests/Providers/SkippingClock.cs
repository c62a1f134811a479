namespace Metarr.Enrichment.Tests.Providers;

/// <summary>A clock on which every wait is over at once, and time has passed; the time-outs it is told of never come.</summary>
internal sealed class SkippingClock(params TimeSpan[] timeouts) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get { lock (gate) return [.. waits]; }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan time)
    {
        lock (gate) now += time;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SkippingTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Skip(TimeSpan wait, Action callback)
    {
        if (wait == Timeout.InfiniteTimeSpan || timeouts.Contains(wait)) return;
        lock (gate)
        {
            waits.Add(wait);
            now += wait;
        }

        // Not on the spot: the caller has yet to receive its timer.
        ThreadPool.QueueUserWorkItem(_ => callback());
    }

    private sealed class SkippingTimer(SkippingClock clock, Action callback) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Skip(dueTime, callback);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
