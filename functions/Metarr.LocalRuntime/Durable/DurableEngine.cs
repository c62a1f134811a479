using Metarr.LocalRuntime.Durable.Activities;
using Metarr.LocalRuntime.Durable.Commits;
using Metarr.LocalRuntime.Durable.History;
using Metarr.LocalRuntime.Durable.Instances;
using Metarr.LocalRuntime.Durable.Orchestrations;
using Metarr.LocalRuntime.Durable.Timers;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable;

/// <summary>Runs orchestrations in this process, with their history on disk: whatever was acknowledged outlives the process, and the
/// next one carries every unfinished instance on.</summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly DurableEngineOptions options;
    private readonly ILogger logger;
    private readonly HistoryState state = new();
    private readonly InstanceDirectory directory = new();
    private readonly CommitLoop commits;
    private readonly DurableTimers timers;
    private readonly ActivityWorkers activities;
    private readonly OrchestrationHost orchestrations;
    private readonly SemaphoreSlim lifecycle = new(1, 1);
    private HistoryFolder? folder;
    private bool started;
    private bool stopped;

    /// <summary>An engine; it does nothing until it is started.</summary>
    /// <param name="options">Where the history is kept, and limits.</param>
    /// <param name="functions">The orchestrators and activities.</param>
    /// <param name="time">The clock of timers and records.</param>
    /// <param name="loggers">Makes loggers for the engine and for orchestrators.</param>
    /// <exception cref="ArgumentException">A limit is below 1, or the directory is empty.</exception>
    public DurableEngine(DurableEngineOptions options, IDurableFunctions functions, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentOrchestrators, 1);
        this.options = options;
        logger = loggers.CreateLogger<DurableEngine>();
        commits = new CommitLoop(state, directory, time, logger);
        activities = new ActivityWorkers(options, functions, directory, logger);
        orchestrations = new OrchestrationHost(options, functions, time, loggers, logger);
        timers = new DurableTimers(time, FireTimer);
        Rules = new ExecutionRules(orchestrations, activities, timers, functions, logger);
        orchestrations.Connect(commits, Rules, timers);
        activities.Connect(commits, Rules);
        Client = new LocalDurableTaskClient(commits, Rules, directory, functions, options.DataConverter, logger);
    }

    /// <summary>Starts, asks about, signals, ends and removes instances. Before the start and after the stop of the engine, what
    /// would change something throws <see cref="InvalidOperationException"/>.</summary>
    public DurableTaskClient Client { get; }

    private ExecutionRules Rules { get; }

    /// <summary>Reads the history and carries every unfinished instance on.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when the engine takes requests.</returns>
    /// <exception cref="InvalidOperationException">Another process uses the folder, or the engine was started before.</exception>
    /// <exception cref="InvalidDataException">The folder holds something that is no history of this version.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await lifecycle.WaitAsync(cancellationToken);
        try
        {
            if (started || stopped)
                throw new InvalidOperationException("A durable engine can be started once.");
            Open();
            started = true;
        }
        finally
        {
            lifecycle.Release();
        }
    }

    /// <summary>Stops taking new work, lets running activities finish and closes the history.</summary>
    /// <param name="cancellationToken">When cancelled, running activities are cancelled and not waited for; they run again
    /// after the next start.</param>
    /// <returns>A task that ends when all is written.</returns>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await lifecycle.WaitAsync(CancellationToken.None);
        try
        {
            if (stopped)
                return;
            stopped = true;
            if (started)
                await CloseAsync(cancellationToken);
            timers.Dispose();
        }
        finally
        {
            lifecycle.Release();
        }
    }

    /// <summary>Stops the engine without waiting for running activities.</summary>
    /// <returns>A task that ends when the history is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        activities.Dispose();
    }

    private void Open()
    {
        var folder = new HistoryFolder(options.Directory);
        HistoryFile file;
        try
        {
            file = HistoryFile.Open(folder, options.LeastRewriteBytes, state, out var tornBytes);
            if (tornBytes > 0)
                Logs.TornTail(logger, tornBytes);
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        this.folder = folder;
        var unfinished = state.Instances.Where(instance => !instance.IsEnded).ToList();
        foreach (var instance in state.Instances)
            directory.Publish(instance, state);
        Logs.Opened(logger, state.Instances.Count, unfinished.Count);
        foreach (var instance in unfinished)
            orchestrations.Recover(instance);

        // The workers outlive whoever starts the engine, so they must not carry its ambient values (such as its trace) along.
        using var detached = ExecutionContext.SuppressFlow();
        commits.Start(file);
        activities.StartWorkers();
        orchestrations.StartWorkers();
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        commits.RefuseClients();
        await activities.StopWorkersAsync(cancellationToken);
        await orchestrations.StopWorkersAsync();
        await commits.StopAsync();
        orchestrations.EndSpans();
        directory.Fail(new OperationCanceledException("The durable engine has stopped."));
        folder?.Dispose();
    }

    private void FireTimer(long execution, int taskId) =>
        commits.Post(new EngineCommit(transaction => Rules.FireTimer(transaction, execution, taskId)));
}
