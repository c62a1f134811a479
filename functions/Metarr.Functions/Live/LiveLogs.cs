using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Live;

/// <summary>What is logged about live events.</summary>
internal static partial class LiveLogs
{
    [LoggerMessage(301, LogLevel.Warning, "{Count} live events were dropped: the storage does not take them ({Reason})")]
    public static partial void EventsDropped(ILogger logger, int count, string reason);
}
