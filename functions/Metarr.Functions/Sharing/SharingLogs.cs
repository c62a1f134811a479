using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Sharing;

/// <summary>What sharing logs.</summary>
internal static partial class SharingLogs
{
    [LoggerMessage(
        701,
        LogLevel.Warning,
        "The shared container {Container} cannot be used and is left alone for a minute; providers are asked instead ({Reason})")]
    public static partial void Unreachable(ILogger logger, string container, string reason);
}
