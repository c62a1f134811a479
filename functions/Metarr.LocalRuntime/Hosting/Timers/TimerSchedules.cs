using System.Globalization;
using NCrontab;

namespace Metarr.LocalRuntime.Hosting.Timers;

/// <summary>Reads the two kinds of schedule that a timer trigger knows.</summary>
internal static class TimerSchedules
{
    /// <exception cref="FormatException">The text is neither a cron expression nor a positive time span.</exception>
    public static ITimerSchedule Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields is 5 or 6)
        {
            var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
            return cron is null ? throw Invalid(text) : new Cron(cron);
        }
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new Interval(interval)
            : throw Invalid(text);
    }

    private static FormatException Invalid(string text) =>
        new($"'{text}' is no schedule; give six cron fields (seconds first) or a time span such as 00:05:00");

    private sealed class Cron(CrontabSchedule schedule) : ITimerSchedule
    {
        public DateTimeOffset Next(DateTimeOffset after)
        {
            var next = schedule.GetNextOccurrence(after.UtcDateTime);
            return next == DateTime.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc));
        }
    }

    private sealed class Interval(TimeSpan interval) : ITimerSchedule
    {
        public DateTimeOffset Next(DateTimeOffset after) => after + interval;
    }
}
