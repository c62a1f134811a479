using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Orchestrations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>Starts and stops what is not HTTP, in the order that loses nothing.</summary>
/// <remarks>
/// Start: the app's own services, the durable engine, HTTP, then queues and timers. Stop: queues and timers, HTTP (which
/// may still schedule orchestrations while it drains), then the engine, then the app's own services, which activities use.
/// The host starts hosted services in the order of their registration and stops them in the reverse; this one is registered
/// after the app's and before the web server.
/// </remarks>
internal sealed class FunctionsService(
    FunctionCatalog catalog,
    DurableRuntime durable,
    ListenerFactory listenerFactory,
    LocalRuntimeEndpoint endpoint,
    ILogger<FunctionsService> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(5);

    private IReadOnlyList<IFunctionListener> listeners = [];
    private Task drained = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => durable.StartAsync(cancellationToken);

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        listeners = listenerFactory.Create(catalog);
        await Task.WhenAll(listeners.Select(listener => listener.StartAsync(cancellationToken)));
        Logs.Serving(logger, catalog.Functions.Count, endpoint.BaseAddress);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        drain.CancelAfter(DrainTime);
        await using var told = drain.Token.Register(() => Logs.DrainTimedOut(logger, DrainTime.TotalSeconds));
        drained = Task.WhenAll(listeners.Select(listener => listener.StopAsync(drain.Token)));
        await drained.WaitAsync(DrainTime + GraceTime, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (drained.IsCompleted)
            await drained;
        else
            Logs.WorkAbandoned(logger);
    }

    public Task StopAsync(CancellationToken cancellationToken) => durable.StopAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // Work that ignored its cancellation still uses its listener.
        if (!drained.IsCompleted)
            return;
        foreach (var listener in listeners)
            await listener.DisposeAsync();
    }
}
