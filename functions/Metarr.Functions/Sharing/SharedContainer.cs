using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Sharing;

/// <summary>The container that libraries share. When it cannot be reached it is left alone for a while: no title waits or fails for it.</summary>
/// <param name="options">Where it lies.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of an outage.</param>
public sealed class SharedContainer(SharingOptions options, TimeProvider time, ILogger<SharedContainer> logger)
{
    /// <summary>For how long nothing is tried after a failure.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly BlobContainerClient blobs = Connect(options);
    private long restsUntil;

    /// <summary>Whether it is left alone because it could not be reached.</summary>
    public bool IsResting => time.GetUtcNow().UtcTicks < Interlocked.Read(ref restsUntil);

    /// <summary>Creates the container if it is missing and may be created.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is there, or cannot be had.</returns>
    public Task CreateMissingAsync(CancellationToken cancellationToken) => TryAsync(
        async () => await blobs.CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Does something with a blob.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="name">The blob's name.</param>
    /// <param name="work">What is done; a missing blob (404) is its own affair, as are refused conditions (409, 412).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it; null when the container cannot be reached or the blob is not there.</returns>
    public Task<T?> TryAsync<T>(string name, Func<BlobClient, Task<T?>> work, CancellationToken cancellationToken)
        where T : class => TryAsync(() => work(blobs.GetBlobClient(name)), cancellationToken);

    private static BlobContainerClient Connect(SharingOptions options)
    {
        // Sharing saves time or is not worth waiting for.
        var hasty = new BlobClientOptions { Retry = { MaxRetries = 1, Mode = RetryMode.Fixed, NetworkTimeout = TimeSpan.FromSeconds(10) } };
        var service = options.Account.ConnectionString is { Length: > 0 } connection
            ? new BlobServiceClient(connection, hasty)
            : new BlobServiceClient(
                new Uri($"https://{options.Account.AccountName}.blob.core.windows.net"), new DefaultAzureCredential(), hasty);
        return service.GetBlobContainerClient(options.Container);
    }

    private async Task<T?> TryAsync<T>(Func<Task<T?>> work, CancellationToken cancellationToken)
        where T : class
    {
        if (IsResting) return null;
        try
        {
            return await work();
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 409 or 412)
        {
            return null;
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or AuthenticationFailedException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Interlocked.Exchange(ref restsUntil, (time.GetUtcNow() + Rest).UtcTicks);
            SharingLogs.Unreachable(logger, options.Container, failure.Message.Split('\n')[0].Trim());
            return null;
        }
    }
}
