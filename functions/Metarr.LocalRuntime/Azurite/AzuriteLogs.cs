using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Azurite;

/// <summary>What the log says about the storage emulator.</summary>
internal static partial class AzuriteLogs
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information,
        Message = "Azurite runs as process {ProcessId} on ports {BlobPort}, {QueuePort} and {TablePort}, with its data in {Directory}; it took {Milliseconds} ms to start.")]
    public static partial void Started(
        ILogger logger, int processId, int blobPort, int queuePort, int tablePort, string directory, long milliseconds);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Using the Azurite that already runs: {Reason}.")]
    public static partial void Adopted(ILogger logger, string reason);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning,
        Message = "The usual ports of Azurite (10000 to 10002) are taken by something else; it listens on {BlobPort}, {QueuePort} and {TablePort} instead.")]
    public static partial void OtherPorts(ILogger logger, int blobPort, int queuePort, int tablePort);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Critical,
        Message = "Azurite ended by itself, so nothing can be stored any more. Start Metarr again; what was finished is kept.")]
    public static partial void Exited(ILogger logger);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information, Message = "Azurite has saved its data and stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Warning,
        Message = "Azurite (process {ProcessId}) was still saving its data after {Seconds} s; it is left to end by itself.")]
    public static partial void StillStopping(ILogger logger, int processId, double seconds);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Warning, Message = "Azurite says: {Line}")]
    public static partial void Says(ILogger logger, string line);

    [LoggerMessage(EventId = 3008, Level = LogLevel.Warning,
        Message = "npm fetches the Azurite storage emulator into {Folder}. This happens once and takes a minute.")]
    public static partial void Downloading(ILogger logger, string folder);
}
