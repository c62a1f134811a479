using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Storage;

/// <summary>What storage logs.</summary>
internal static partial class StorageLogs
{
    [LoggerMessage(101, LogLevel.Warning, "The shared {States} states cannot be reached; this instance goes on by itself with a small share ({Reason}).")]
    public static partial void SharedStatesUnreachable(ILogger logger, string states, string reason);

    [LoggerMessage(102, LogLevel.Information, "The shared {States} states can be reached again.")]
    public static partial void SharedStatesReached(ILogger logger, string states);
}
