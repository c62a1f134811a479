namespace Metarr.LocalRuntime.Hosting;

/// <summary>Something that starts functions by itself: a queue or a timer.</summary>
internal interface IFunctionListener : IAsyncDisposable
{
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Takes no new work and waits for what runs; when the token is cancelled, cancels what runs.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
