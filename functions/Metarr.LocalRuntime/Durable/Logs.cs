using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable;

/// <summary>All that the durable engine logs.</summary>
internal static partial class Logs
{
    [LoggerMessage(100, LogLevel.Information, "Durable history opened: {Instances} instances, {Unfinished} of them unfinished.")]
    public static partial void Opened(ILogger logger, int instances, int unfinished);

    [LoggerMessage(101, LogLevel.Warning, "The last {Bytes} bytes of the durable history were written halfway when the process ended; they were never acknowledged and are dropped.")]
    public static partial void TornTail(ILogger logger, long bytes);

    [LoggerMessage(102, LogLevel.Critical, "The durable history cannot be written. Orchestrations stand still until the process is restarted.")]
    public static partial void HistoryBroken(ILogger logger, Exception error);

    [LoggerMessage(103, LogLevel.Warning, "The durable history could not be shortened; it goes on growing until that succeeds.")]
    public static partial void RewriteFailed(ILogger logger, Exception error);

    [LoggerMessage(110, LogLevel.Information, "Orchestration {Name} '{InstanceId}' started.")]
    public static partial void OrchestrationStarted(ILogger logger, string name, string instanceId);

    [LoggerMessage(111, LogLevel.Information, "Orchestration {Name} '{InstanceId}' ended: {Status}.")]
    public static partial void OrchestrationEnded(
        ILogger logger, string name, string instanceId, OrchestrationRuntimeStatus status);

    [LoggerMessage(112, LogLevel.Error, "Orchestration {Name} '{InstanceId}' failed: {ErrorType}: {ErrorMessage}")]
    public static partial void OrchestrationFailed(ILogger logger, string name, string instanceId, string errorType, string errorMessage);

    [LoggerMessage(113, LogLevel.Error, "The engine itself failed while running orchestration {Name} '{InstanceId}'.")]
    public static partial void EpisodeBroken(ILogger logger, Exception error, string name, string instanceId);

    [LoggerMessage(120, LogLevel.Warning, "Activity {Name} (#{TaskId} of '{InstanceId}') failed.")]
    public static partial void ActivityFailed(ILogger logger, Exception error, string name, int taskId, string instanceId);

    [LoggerMessage(130, LogLevel.Debug, "A request to {Request} '{InstanceId}' was dropped: there is no such instance, or it is not in a state for it.")]
    public static partial void RequestDropped(ILogger logger, string request, string instanceId);
}
