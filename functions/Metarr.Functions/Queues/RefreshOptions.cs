using System.Globalization;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Metarr.Functions.Queues;

/// <summary>What the schedule of refreshes begins.</summary>
public enum RefreshMode
{
    /// <summary>The titles that are due are queued, spread over some hours; a provider that asks to wait leaves its part out.</summary>
    Queue,

    /// <summary>A bulk run in which each title is complete or left as it is: the first rate limit ends it, and the rest of the quota stays.</summary>
    Bulk,

    /// <summary>Nothing.</summary>
    Off,
}

/// <summary>When the library is refreshed by itself, and how.</summary>
/// <param name="Mode">What the schedule begins.</param>
/// <param name="Schedule">When, or null when the configured text is no schedule; the host then says so.</param>
public sealed record RefreshOptions(RefreshMode Mode, CrontabSchedule? Schedule)
{
    private const string ModeSetting = "Refresh:Mode", SpreadSetting = "Refresh:SpreadMinutes";

    private const int DefaultSpreadMinutes = 360;

    /// <summary>Six days: a queue forgets its messages after seven, those too that nobody could see yet.</summary>
    private const int MostSpreadMinutes = 6 * 24 * 60;

    /// <summary>Over how long the titles that are due are spread.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromMinutes(DefaultSpreadMinutes);

    /// <summary>
    /// Reads <c>Refresh__Mode</c> (<c>queue</c> unless set), <c>Refresh__SpreadMinutes</c> (360 unless set) and <c>RefreshSchedule</c>.
    /// </summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidOperationException">There is no such mode, or the minutes are none that a queue can wait.</exception>
    public static RefreshOptions From(IConfiguration configuration)
    {
        var text = configuration[ModeSetting];
        var mode = RefreshMode.Queue;
        if (!string.IsNullOrWhiteSpace(text) && (!Enum.TryParse(text, ignoreCase: true, out mode) || !Enum.IsDefined(mode)))
        {
            throw new InvalidOperationException($"Refresh__Mode is '{text}'; it must be queue, bulk or off.");
        }

        var schedule = CrontabSchedule.TryParse(
            configuration[QueueNames.RefreshSchedule], new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        return new RefreshOptions(mode, schedule) { Spread = ReadSpread(configuration[SpreadSetting]) };
    }

    /// <summary>When the library is refreshed next.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The moment, or null when it never is.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset now) => Mode is RefreshMode.Off || Schedule is null
        ? null
        : new DateTimeOffset(DateTime.SpecifyKind(Schedule.GetNextOccurrence(now.UtcDateTime), DateTimeKind.Utc));

    private static TimeSpan ReadSpread(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return TimeSpan.FromMinutes(DefaultSpreadMinutes);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= MostSpreadMinutes
            ? TimeSpan.FromMinutes(minutes)
            : throw new InvalidOperationException(
                $"Refresh__SpreadMinutes is '{text}'; it must be a whole number of minutes from 0 to {MostSpreadMinutes}.");
    }
}
