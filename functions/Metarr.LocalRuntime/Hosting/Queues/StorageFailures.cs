using Azure;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>How the storage client says that the service refused, could not be reached, or took too long.</summary>
internal static class StorageFailures
{
    /// <remarks>The client gathers the failures of its own retries into an <see cref="AggregateException"/>.</remarks>
    public static bool IsOne(Exception failure) => failure is RequestFailedException or AggregateException or OperationCanceledException;
}
