using Azure;
using Azure.Storage.Queues;
using Metarr.LocalRuntime.Hosting.Queues;
using Metarr.LocalRuntime.Tests.Azurite;
using Metarr.LocalRuntime.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Hosting;

public sealed class MessageLeaseTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly QueueClient queue = new(azurite.ConnectionString, $"lease-{Guid.NewGuid():N}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await queue.CreateIfNotExistsAsync();

    public async ValueTask DisposeAsync() => await queue.DeleteIfExistsAsync();

    [Fact]
    public async Task A_message_is_renewed_while_its_function_runs_and_settled_with_the_last_receipt()
    {
        await queue.SendMessageAsync("long work", Cancel);
        var message = (await queue.ReceiveMessageAsync(MessageLease.Duration, Cancel)).Value;
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        await using var lease = new MessageLease(queue, message, time, NullLogger.Instance);
        for (var renewals = 0; renewals < 2; renewals++)
        {
            var before = lease.PopReceipt;
            await Eventually.IsTrueAsync(() => Task.FromResult(time.NextDue is not null), "the lease waits for its renewal");
            time.Advance(MessageLease.Duration / 2);
            await Eventually.IsTrueAsync(() => Task.FromResult(lease.PopReceipt != before), "the lease is renewed");
        }
        await lease.DisposeAsync();
        await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancel));
        await queue.DeleteMessageAsync(message.MessageId, lease.PopReceipt, Cancel);
    }
}
