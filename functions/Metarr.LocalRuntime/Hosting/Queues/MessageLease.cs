using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>Keeps a message hidden from others for as long as its function runs.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    /// <summary>How long a message stays hidden without renewal; after a crash it is seen again this much later.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private readonly QueueClient queue;
    private readonly QueueMessage message;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewing;
    private bool disposed;

    public MessageLease(QueueClient queue, QueueMessage message, TimeProvider time, ILogger logger)
    {
        this.queue = queue;
        this.message = message;
        this.time = time;
        this.logger = logger;
        PopReceipt = message.PopReceipt;
        renewing = RenewAsync();
    }

    /// <summary>What the service wants to see when the message is settled. Final once the lease is disposed.</summary>
    public string PopReceipt { get; private set; }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
    }

    private async Task RenewAsync()
    {
        while (await PauseAsync())
        {
            try
            {
                // Not cancelled with the lease: a renewal that the service made but we did not hear of would change the receipt.
                var renewed = await queue.UpdateMessageAsync(message.MessageId, PopReceipt, visibilityTimeout: Duration);
                PopReceipt = renewed.Value.PopReceipt;
            }
            catch (Exception failure) when (StorageFailures.IsOne(failure))
            {
                Logs.LeaseNotRenewed(logger, failure, message.MessageId, queue.Name);
            }
        }
    }

    private async Task<bool> PauseAsync()
    {
        await Task.Delay(Duration / 3, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ended.IsCancellationRequested;
    }
}
