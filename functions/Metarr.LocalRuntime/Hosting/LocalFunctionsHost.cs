using Metarr.LocalRuntime.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>The host of a function app: storage first, then the app; stopped the other way round.</summary>
/// <remarks>Storage is settled before any service of the app is made, because its address may turn out to be another.</remarks>
internal sealed class LocalFunctionsHost(WebApplication app) : IHost, IAsyncDisposable
{
    private readonly Lock stopLock = new();
    private AzuriteProcess? storage;
    private bool started;
    private Task? stopped;

    public IServiceProvider Services => app.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await StartStorageAsync(cancellationToken);

        // Made here, because a host whose services cannot be made fails anew when it is stopped, and hides why it could not start.
        _ = app.Services.GetServices<IHostedService>();
        started = true;
        await app.StartAsync(cancellationToken);
    }

    /// <summary>Stops everything once; further calls wait for the first.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (stopLock)
            return stopped ??= StopOnceAsync(cancellationToken);
    }

    /// <summary>Stops what was started, even if only half of it, before anything is taken away from it.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await app.DisposeAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (started)
                await app.StopAsync(cancellationToken);
        }
        finally
        {
            if (storage is not null)
                await storage.DisposeAsync();
        }
    }

    private async Task StartStorageAsync(CancellationToken cancellationToken)
    {
        var options = app.Services.GetRequiredService<LocalRuntimeOptions>();
        var wanting = app.Configuration.AsEnumerable()
            .Where(setting => setting.Value == AzuriteOptions.DevelopmentStorage)
            .Select(setting => setting.Key)
            .ToList();
        if (!options.StartAzurite || wanting.Count == 0)
            return;
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        storage = await AzuriteProcess.EnsureRunningAsync(
            new AzuriteOptions(options.DataDirectory) { UseFreePorts = options.OwnAzurite }, loggers, TimeProvider.System, cancellationToken);
        foreach (var setting in wanting)
            app.Configuration[setting] = storage.ConnectionString;
    }
}
