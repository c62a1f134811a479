using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>Keeps a message hidden from others for as long as its function runs.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    /// <summary>How long a message stays hidden without renewal; after a crash it is seen again this much later.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;
    private bool _disposed;

    public MessageLease(QueueClient queue, QueueMessage message, TimeProvider time, ILogger logger)
    {
        _queue = queue;
        _message = message;
        _time = time;
        _logger = logger;
        PopReceipt = message.PopReceipt;
        _renewing = RenewAsync();
    }

    /// <summary>What the service wants to see when the message is settled. Final once the lease is disposed.</summary>
    public string PopReceipt { get; private set; }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
    }

    private async Task RenewAsync()
    {
        while (await PauseAsync())
        {
            try
            {
                // Not cancelled with the lease: a renewal that the service made but we did not hear of would change the receipt.
                var renewed = await _queue.UpdateMessageAsync(_message.MessageId, PopReceipt, visibilityTimeout: Duration);
                PopReceipt = renewed.Value.PopReceipt;
            }
            catch (Exception failure) when (StorageFailures.IsOne(failure))
            {
                Logs.LeaseNotRenewed(_logger, failure, _message.MessageId, _queue.Name);
            }
        }
    }

    private async Task<bool> PauseAsync()
    {
        await Task.Delay(Duration / 3, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_ended.IsCancellationRequested;
    }
}
