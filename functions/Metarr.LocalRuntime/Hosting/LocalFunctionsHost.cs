using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>The host of a function app: storage first, then the app; stopped the other way round.</summary>
internal sealed class LocalFunctionsHost(WebApplication app) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) => app.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public void Dispose() => ((IDisposable)app).Dispose();
}
