using Microsoft.Extensions.Hosting;

namespace Metarr.Functions.Storage;

/// <summary>Creates missing tables and containers before the first function runs.</summary>
internal sealed class StorageSetup(StorageClients storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => storage.CreateMissingAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
