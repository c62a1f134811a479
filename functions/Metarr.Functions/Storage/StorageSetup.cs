using Metarr.Functions.Queues;
using Microsoft.Extensions.Hosting;

namespace Metarr.Functions.Storage;

/// <summary>Creates missing tables, containers and queues before the first function runs.</summary>
internal sealed class StorageSetup(StorageClients storage, WorkQueues queues) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(storage.CreateMissingAsync(cancellationToken), queues.CreateMissingAsync(cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
