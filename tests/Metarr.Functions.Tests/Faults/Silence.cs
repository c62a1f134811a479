using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Faults;

/// <summary>
/// Faults, and the clock of an app that suffers them: its patience is over at once when all that it waits for is kept from it, and not
/// before. So silence takes a test no time, and nobody who answers is ever too slow.
/// </summary>
internal sealed class Silence : TimeProvider, IFaultSource
{
    private readonly FaultScenario faults = new(time: new Standstill());
    private readonly Lock sync = new();
    private readonly HashSet<PatienceTimer> waits = [];
    private FaultRule? silent;
    private int kept;

    /// <summary>Sets what goes wrong from now on.</summary>
    public void Set(FaultRule rule)
    {
        silent = rule.Fault is Fault.NoAnswer or Fault.Stall or Fault.SlowDrip ? rule : null;
        faults.Replace([rule]);
    }

    public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
    {
        if (silent is { } rule && rule.Matches(request))
        {
            if (rule.Fault is Fault.NoAnswer) Keep();
            else context.Response.OnStarting(() => Task.Run(Keep));
        }

        return faults.InvokeAsync(request, context, next);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PatienceTimer(this, callback, state, base.CreateTimer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>One more answer is kept back.</summary>
    private void Keep()
    {
        lock (sync) kept++;
        Look();
    }

    private void Look()
    {
        List<PatienceTimer> over;
        lock (sync)
        {
            if (waits.Count == 0 || kept < waits.Count) return;
            over = [.. waits];
            waits.Clear();
            kept = 0;
        }

        foreach (var wait in over) ThreadPool.QueueUserWorkItem(_ => wait.End());
    }

    /// <summary>A timer of the app; while it runs for as long as the app's patience, it is the wait for one answer.</summary>
    private sealed class PatienceTimer(
        Silence silence, TimerCallback callback, object? state, Func<TimerCallback, object?, TimeSpan, TimeSpan, ITimer> make) : ITimer
    {
        private readonly ITimer timer = make(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public void End() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Patience.OfApps)
            {
                Leave();
                return timer.Change(dueTime, period);
            }

            lock (silence.sync) silence.waits.Add(this);
            return true;
        }

        public void Dispose()
        {
            Leave();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Leave()
        {
            lock (silence.sync)
            {
                if (!silence.waits.Remove(this)) return;
            }

            silence.Look();
        }
    }

    /// <summary>The clock of what drips: nothing comes after the first drop.</summary>
    private sealed class Standstill : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
