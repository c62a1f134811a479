using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting.Timers;

/// <summary>Runs one function by its schedule, never twice at the same time.</summary>
internal sealed class TimerListener : IFunctionListener
{
    // The real extension does not monitor schedules that come round faster than this.
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    // Task.Delay takes no more than about 49 days; a longer wait is made of several.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly FunctionDescriptor function;
    private readonly FunctionTrigger.Timer trigger;
    private readonly FunctionExecutor executor;
    private readonly ScheduleStatusFile? monitor;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource givingUp = new();
    private ScheduleStatus status = new();
    private Task running = Task.CompletedTask;

    public TimerListener(
        FunctionDescriptor function,
        FunctionTrigger.Timer trigger,
        FunctionExecutor executor,
        string statusFolder,
        TimeProvider time,
        ILogger<TimerListener> logger)
    {
        (this.function, this.trigger, this.executor, this.time, this.logger) = (function, trigger, executor, time, logger);
        if (trigger.UseMonitor && ComesSlowlyEnough(trigger.Schedule, time.GetUtcNow()))
            monitor = new ScheduleStatusFile(Path.Combine(statusFolder, function.Name + ".json"), logger);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var pastDue = LoadStatus(now);
        Logs.TimerScheduled(logger, function.Name, trigger.Schedule.Next(now));
        running = Task.Run(() => RunAsync(pastDue), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await using var giveUp = cancellationToken.Register(givingUp.Cancel);
        await running;
    }

    public ValueTask DisposeAsync()
    {
        stopping.Dispose();
        givingUp.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool ComesSlowlyEnough(ITimerSchedule schedule, DateTimeOffset now)
    {
        var first = schedule.Next(now);
        return first == DateTimeOffset.MaxValue || schedule.Next(first) - first >= ShortestMonitored;
    }

    /// <returns>Whether an occurrence was missed while the host was down.</returns>
    private bool LoadStatus(DateTimeOffset now)
    {
        if (monitor?.Read() is not { } saved)
        {
            status = new ScheduleStatus { Next = trigger.Schedule.Next(now).UtcDateTime, LastUpdated = now.UtcDateTime };
            monitor?.Write(status);
            return false;
        }
        status = saved;

        // Computed afresh and not taken from the file: the schedule may have changed since.
        var since = saved.Last == default ? saved.LastUpdated : saved.Last;
        return trigger.Schedule.Next(Utc(since)) < now;
    }

    private async Task RunAsync(bool pastDue)
    {
        var due = time.GetUtcNow();
        if (pastDue || trigger.RunOnStartup)
            await InvokeAsync(due, pastDue);
        while (!stopping.IsCancellationRequested)
        {
            // After the last occurrence even if the clock still reads a little before it: timers may fire early.
            var now = time.GetUtcNow();
            due = trigger.Schedule.Next(now > due ? now : due);
            if (await WaitUntilAsync(due))
                await InvokeAsync(due, isPastDue: false);
        }
    }

    private async Task<bool> WaitUntilAsync(DateTimeOffset due)
    {
        while (due - time.GetUtcNow() is var left && left > TimeSpan.Zero && !stopping.IsCancellationRequested)
        {
            var delay = left < LongestDelay ? left : LongestDelay;
            await Task.Delay(delay, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return !stopping.IsCancellationRequested;
    }

    private async Task InvokeAsync(DateTimeOffset due, bool isPastDue)
    {
        var timer = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = monitor is null ? null : status };
        try
        {
            await executor.RunAsync(function, new TimerTriggerData(timer), givingUp.Token);
        }
        catch (Exception failure)
        {
            // A run that failed is told and over; the schedule goes on, as in the real host.
            Logs.Failed(logger, failure, function.Name, due.ToString("u"));
        }
        status = new ScheduleStatus
        {
            Last = due.UtcDateTime,
            Next = trigger.Schedule.Next(due).UtcDateTime,
            LastUpdated = time.GetUtcNow().UtcDateTime,
        };
        monitor?.Write(status);
    }

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
