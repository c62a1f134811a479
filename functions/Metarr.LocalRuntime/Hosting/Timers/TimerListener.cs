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

    private readonly FunctionDescriptor _function;
    private readonly FunctionTrigger.Timer _trigger;
    private readonly FunctionExecutor _executor;
    private readonly ScheduleStatusFile? _monitor;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private ScheduleStatus _status = new();
    private Task _running = Task.CompletedTask;

    public TimerListener(
        FunctionDescriptor function,
        FunctionTrigger.Timer trigger,
        FunctionExecutor executor,
        string statusFolder,
        TimeProvider time,
        ILogger<TimerListener> logger)
    {
        (_function, _trigger, _executor, _time, _logger) = (function, trigger, executor, time, logger);
        if (trigger.UseMonitor && ComesSlowlyEnough(trigger.Schedule, time.GetUtcNow()))
            _monitor = new ScheduleStatusFile(Path.Combine(statusFolder, function.Name + ".json"), logger);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var pastDue = LoadStatus(now);
        Logs.TimerScheduled(_logger, _function.Name, _trigger.Schedule.Next(now));
        _running = Task.Run(() => RunAsync(pastDue), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var giveUp = cancellationToken.Register(_givingUp.Cancel);
        await _running;
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        _givingUp.Dispose();
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
        if (_monitor?.Read() is not { } saved)
        {
            _status = new ScheduleStatus { Next = _trigger.Schedule.Next(now).UtcDateTime, LastUpdated = now.UtcDateTime };
            _monitor?.Write(_status);
            return false;
        }
        _status = saved;

        // Computed afresh and not taken from the file: the schedule may have changed since.
        var since = saved.Last == default ? saved.LastUpdated : saved.Last;
        return _trigger.Schedule.Next(Utc(since)) < now;
    }

    private async Task RunAsync(bool pastDue)
    {
        var due = _time.GetUtcNow();
        if (pastDue || _trigger.RunOnStartup)
            await InvokeAsync(due, pastDue);
        while (!_stopping.IsCancellationRequested)
        {
            // After the last occurrence even if the clock still reads a little before it: timers may fire early.
            var now = _time.GetUtcNow();
            due = _trigger.Schedule.Next(now > due ? now : due);
            if (await WaitUntilAsync(due))
                await InvokeAsync(due, isPastDue: false);
        }
    }

    private async Task<bool> WaitUntilAsync(DateTimeOffset due)
    {
        while (due - _time.GetUtcNow() is var left && left > TimeSpan.Zero && !_stopping.IsCancellationRequested)
        {
            var delay = left < LongestDelay ? left : LongestDelay;
            await Task.Delay(delay, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return !_stopping.IsCancellationRequested;
    }

    private async Task InvokeAsync(DateTimeOffset due, bool isPastDue)
    {
        var timer = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = _monitor is null ? null : _status };
        try
        {
            await _executor.RunAsync(_function, new TimerTriggerData(timer), _givingUp.Token);
        }
        catch (Exception failure)
        {
            // A run that failed is told and over; the schedule goes on, as in the real host.
            Logs.Failed(_logger, failure, _function.Name, due.ToString("u"));
        }
        _status = new ScheduleStatus
        {
            Last = due.UtcDateTime,
            Next = _trigger.Schedule.Next(due).UtcDateTime,
            LastUpdated = _time.GetUtcNow().UtcDateTime,
        };
        _monitor?.Write(_status);
    }

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
