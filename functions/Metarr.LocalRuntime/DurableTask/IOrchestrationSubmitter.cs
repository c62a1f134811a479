using System.ComponentModel;

namespace Microsoft.DurableTask.Internal;

/// <summary>What starts orchestrations; the part of a client that the SDK shares with its other hosts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOrchestrationSubmitter
{
    /// <summary>Schedules a new instance.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Instance id, start time, tags, and which existing instances are in the way.</param>
    /// <param name="cancellation">Cancels the scheduling, not the instance.</param>
    /// <returns>The instance id.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default);
}
