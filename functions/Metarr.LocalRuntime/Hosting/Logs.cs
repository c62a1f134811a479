using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>What the host logs.</summary>
internal static partial class Logs
{
    [LoggerMessage(1, LogLevel.Debug, "Executing '{Function}' ({InvocationId})")]
    public static partial void Started(ILogger logger, string function, string invocationId);

    [LoggerMessage(2, LogLevel.Debug, "Executed '{Function}' ({InvocationId}) in {Milliseconds:0.0} ms")]
    public static partial void Succeeded(ILogger logger, string function, string invocationId, double milliseconds);

    [LoggerMessage(3, LogLevel.Error, "'{Function}' ({InvocationId}) failed")]
    public static partial void Failed(ILogger logger, Exception failure, string function, string invocationId);

    [LoggerMessage(4, LogLevel.Debug, "The caller of '{Function}' ({InvocationId}) hung up")]
    public static partial void CallerHungUp(ILogger logger, string function, string invocationId);

    [LoggerMessage(5, LogLevel.Information, "'{Function}' ({InvocationId}) could not read its request: {Reason}")]
    public static partial void BadRequest(ILogger logger, string function, string invocationId, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Port {Port} is taken; trying the next one")]
    public static partial void PortTaken(ILogger logger, int port);

    [LoggerMessage(7, LogLevel.Information, "Serving {Count} functions at {Address}")]
    public static partial void Serving(ILogger logger, int count, Uri address);

    [LoggerMessage(8, LogLevel.Warning, "Some work was still running after {Seconds} s and is being cancelled")]
    public static partial void DrainTimedOut(ILogger logger, double seconds);

    [LoggerMessage(9, LogLevel.Warning, "Some work does not heed its cancellation and is abandoned; queue messages of it will be seen again")]
    public static partial void WorkAbandoned(ILogger logger);

    [LoggerMessage(20, LogLevel.Error, "'{Function}' failed on message {MessageId} of queue {Queue} (try {DequeueCount} of {MaxDequeueCount})")]
    public static partial void MessageFailed(
        ILogger logger, Exception failure, string function, string messageId, string queue, long dequeueCount, int maxDequeueCount);

    [LoggerMessage(21, LogLevel.Warning, "Message {MessageId} of queue {Queue} was moved to {PoisonQueue}")]
    public static partial void MessagePoisoned(ILogger logger, string messageId, string queue, string poisonQueue);

    [LoggerMessage(22, LogLevel.Warning, "Queue {Queue} could not be read; trying again in {Delay}")]
    public static partial void QueueUnreadable(ILogger logger, Exception failure, string queue, TimeSpan delay);

    [LoggerMessage(23, LogLevel.Warning, "The lease on message {MessageId} of queue {Queue} could not be renewed")]
    public static partial void LeaseNotRenewed(ILogger logger, Exception failure, string messageId, string queue);

    [LoggerMessage(24, LogLevel.Warning, "Message {MessageId} of queue {Queue} could not be settled; it will be seen again")]
    public static partial void MessageNotSettled(ILogger logger, Exception failure, string messageId, string queue);

    [LoggerMessage(30, LogLevel.Information, "The timer of '{Function}' is due next at {Next:u}")]
    public static partial void TimerScheduled(ILogger logger, string function, DateTimeOffset next);

    [LoggerMessage(31, LogLevel.Warning, "The timer status {File} could not be read and starts afresh")]
    public static partial void TimerStatusUnreadable(ILogger logger, Exception failure, string file);

    [LoggerMessage(32, LogLevel.Warning, "The timer status {File} could not be written; a missed run may go unnoticed")]
    public static partial void TimerStatusUnwritable(ILogger logger, Exception failure, string file);
}
