using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Activities;

/// <summary>What is logged about the runs of titles.</summary>
internal static partial class RunLogs
{
    [LoggerMessage(501, LogLevel.Warning, "The enrichment of '{Title}' (job '{JobId}') failed: {Reason}")]
    public static partial void RunFailed(ILogger logger, string title, string jobId, string reason);
}
