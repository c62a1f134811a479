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
    private readonly DurableEngineOptions _options;
    private readonly ILogger _logger;
    private readonly HistoryState _state = new();
    private readonly InstanceDirectory _directory = new();
    private readonly CommitLoop _commits;
    private readonly DurableTimers _timers;
    private readonly ActivityWorkers _activities;
    private readonly OrchestrationHost _orchestrations;
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private HistoryFolder? _folder;
    private bool _started;
    private bool _stopped;

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
        _options = options;
        _logger = loggers.CreateLogger<DurableEngine>();
        _commits = new CommitLoop(_state, _directory, time, _logger);
        _activities = new ActivityWorkers(options, functions, _directory, _logger);
        _orchestrations = new OrchestrationHost(options, functions, time, loggers, _logger);
        _timers = new DurableTimers(time, FireTimer);
        Rules = new ExecutionRules(_orchestrations, _activities, _timers, functions, _logger);
        _orchestrations.Connect(_commits, Rules, _timers);
        _activities.Connect(_commits, Rules);
        Client = new LocalDurableTaskClient(_commits, Rules, _directory, functions, options.DataConverter, _logger);
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
        await _lifecycle.WaitAsync(cancellationToken);
        try
        {
            if (_started || _stopped)
                throw new InvalidOperationException("A durable engine can be started once.");
            Open();
            _started = true;
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Stops taking new work, lets running activities finish and closes the history.</summary>
    /// <param name="cancellationToken">When cancelled, running activities are cancelled and not waited for; they run again
    /// after the next start.</param>
    /// <returns>A task that ends when all is written.</returns>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(CancellationToken.None);
        try
        {
            if (_stopped)
                return;
            _stopped = true;
            if (_started)
                await CloseAsync(cancellationToken);
            _timers.Dispose();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Stops the engine without waiting for running activities.</summary>
    /// <returns>A task that ends when the history is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _activities.Dispose();
    }

    private void Open()
    {
        var folder = new HistoryFolder(_options.Directory);
        HistoryFile file;
        try
        {
            file = HistoryFile.Open(folder, _options.LeastRewriteBytes, _state, out var tornBytes);
            if (tornBytes > 0)
                Logs.TornTail(_logger, tornBytes);
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        _folder = folder;
        var unfinished = _state.Instances.Where(instance => !instance.IsEnded).ToList();
        foreach (var instance in _state.Instances)
            _directory.Publish(instance, _state);
        Logs.Opened(_logger, _state.Instances.Count, unfinished.Count);
        foreach (var instance in unfinished)
            _orchestrations.Recover(instance);

        // The workers outlive whoever starts the engine, so they must not carry its ambient values (such as its trace) along.
        using var detached = ExecutionContext.SuppressFlow();
        _commits.Start(file);
        _activities.StartWorkers();
        _orchestrations.StartWorkers();
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        _commits.RefuseClients();
        await _activities.StopWorkersAsync(cancellationToken);
        await _orchestrations.StopWorkersAsync();
        await _commits.StopAsync();
        _orchestrations.EndSpans();
        _directory.Fail(new OperationCanceledException("The durable engine has stopped."));
        _folder?.Dispose();
    }

    private void FireTimer(long execution, int taskId) =>
        _commits.Post(new EngineCommit(transaction => Rules.FireTimer(transaction, execution, taskId)));
}
