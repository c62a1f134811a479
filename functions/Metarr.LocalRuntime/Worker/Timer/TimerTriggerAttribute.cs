using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by a schedule.</summary>
/// <param name="schedule">A six-field NCrontab expression (seconds first), a time span, or <c>%setting%</c> naming either.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>A six-field NCrontab expression (UTC), a time span, or <c>%setting%</c> naming either.</summary>
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether the schedule's status is kept across restarts, so that a missed occurrence is made up for. True by default.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
