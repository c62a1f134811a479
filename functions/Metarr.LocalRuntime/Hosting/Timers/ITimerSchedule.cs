namespace Metarr.LocalRuntime.Hosting.Timers;

/// <summary>When a timer is due.</summary>
internal interface ITimerSchedule
{
    /// <summary>The first occurrence after a moment; <see cref="DateTimeOffset.MaxValue"/> when there is none.</summary>
    DateTimeOffset Next(DateTimeOffset after);
}
