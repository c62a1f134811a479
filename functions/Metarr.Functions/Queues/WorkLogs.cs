using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Queues;

/// <summary>What is logged about queued work, webhooks and the schedules that queue work.</summary>
internal static partial class WorkLogs
{
    [LoggerMessage(201, LogLevel.Debug, "The message {MessageId} for '{Title}' goes back to its queue for a while")]
    public static partial void MessageComesBack(ILogger logger, string title, string messageId);

    [LoggerMessage(203, LogLevel.Information, "{Source} sent '{Event}': {Outcome}")]
    public static partial void WebhookTaken(ILogger logger, string source, string @event, string outcome);

    [LoggerMessage(204, LogLevel.Warning, "A message of the queue '{Queue}' failed too often and was set aside as '{ActivityId}': {Reason}")]
    public static partial void MessageSetAside(ILogger logger, string queue, string activityId, string reason);

    [LoggerMessage(205, LogLevel.Information, "The refresh queued {Queued} of {Titles} titles ({Changed} changed)")]
    public static partial void RefreshQueued(ILogger logger, int queued, int titles, int changed);

    [LoggerMessage(206, LogLevel.Warning, "The refresh goes by age and completeness alone: {Reason}")]
    public static partial void ChangesUnknown(ILogger logger, string reason);

    [LoggerMessage(
        207,
        LogLevel.Information,
        "The clean-up removed {Titles} titles deleted at their source, {Entries} old entries and {Runs} orchestrations that ended long ago")]
    public static partial void CleanedUp(ILogger logger, int titles, int entries, int runs);

    [LoggerMessage(209, LogLevel.Information, "The bulk run '{JobId}' refreshes the library")]
    public static partial void RefreshRuns(ILogger logger, string jobId);

    [LoggerMessage(208, LogLevel.Warning, "{Count} webhooks were taken but never worked on; they are queued again")]
    public static partial void WebhooksQueuedAgain(ILogger logger, int count);
}
