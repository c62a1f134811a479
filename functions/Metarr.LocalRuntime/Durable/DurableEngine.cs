using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable;

/// <summary>Runs orchestrations in this process, with their history on disk.</summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly Task _idle = Task.CompletedTask;

    /// <summary>An engine; it does nothing until it is started.</summary>
    /// <param name="options">Where the history is kept, and limits.</param>
    /// <param name="functions">The orchestrators and activities.</param>
    /// <param name="time">The clock of timers and records.</param>
    /// <param name="loggers">Makes loggers for the engine and for orchestrators.</param>
    public DurableEngine(DurableEngineOptions options, IDurableFunctions functions, TimeProvider time, ILoggerFactory loggers)
    {
        Client = null!;
    }

    /// <summary>Starts, asks about, signals, ends and removes instances.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>Reads the history and carries every unfinished instance on.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when the engine takes requests.</returns>
    /// <exception cref="InvalidOperationException">Another process uses the folder, or the engine was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _idle;

    /// <summary>Stops taking new work, lets running activities finish and closes the history.</summary>
    /// <param name="cancellationToken">When cancelled, running activities are cancelled and not waited for; they run again
    /// after the next start.</param>
    /// <returns>A task that ends when all is written.</returns>
    public Task StopAsync(CancellationToken cancellationToken) => _idle;

    /// <summary>Stops the engine without waiting for running activities.</summary>
    /// <returns>A task that ends when the history is closed.</returns>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
