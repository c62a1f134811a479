using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>What an orchestrator may do. Its calls are recorded; after a restart the orchestrator runs again from the start
/// and is given the recorded answers, so it must do the same things in the same order every time.</summary>
/// <remarks>Only tasks made by this context may be awaited, and members may be used only on the orchestrator's own thread:
/// they throw <see cref="InvalidOperationException"/> elsewhere.</remarks>
public abstract class TaskOrchestrationContext
{
    private ILoggerFactory? replaySafeLoggerFactory;

    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The caller, if this is a sub-orchestration.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time, in UTC, at which the events now being handled were taken up; the same on replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the orchestrator is now running over recorded history.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Makes loggers that are silent during replay.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => replaySafeLoggerFactory ??= new ReplaySafeLoggers(this);

    /// <summary>Makes loggers that know nothing of replay.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The orchestration's input.</summary>
    /// <typeparam name="T">The type of the input.</typeparam>
    /// <returns>The input, or the default value when there is none.</returns>
    public abstract T? GetInput<T>();

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <inheritdoc cref="CallActivityAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Runs an activity.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">How it is called, for example how it is retried.</param>
    /// <returns>The activity's result.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> is a <see cref="TaskOptions"/> and no options are given.</exception>
    /// <exception cref="InvalidOperationException">The caller is not on the orchestrator's thread.</exception>
    /// <exception cref="TaskFailedException">The activity failed, and was not retried any more.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>A durable timer.</summary>
    /// <param name="delay">How long it runs.</param>
    /// <param name="cancellationToken">Cancels the timer; an orchestration does not end while one of its timers runs.</param>
    /// <returns>A task that ends when the time is over.</returns>
    /// <exception cref="TaskCanceledException">The timer was cancelled.</exception>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <inheritdoc cref="CreateTimer(TimeSpan, CancellationToken)"/>
    /// <param name="fireAt">When it fires.</param>
    /// <param name="cancellationToken">Cancels the timer; an orchestration does not end while one of its timers runs.</param>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event from outside. Of several waiters the latest is served first; events that nobody waits for
    /// are kept.</summary>
    /// <typeparam name="T">The type of the event's payload; the same for all waiters of one name.</typeparam>
    /// <param name="eventName">The event's name, without regard to case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="ArgumentException">Another waiter of this name expects another type.</exception>
    /// <exception cref="TaskCanceledException">The wait was cancelled.</exception>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="WaitForExternalEvent{T}(string, TimeSpan, CancellationToken)"/>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event from outside, but no longer than a time.</summary>
    /// <typeparam name="T">The type of the event's payload.</typeparam>
    /// <param name="eventName">The event's name, without regard to case.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="TaskCanceledException">The time was over, or the wait was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerCancellation = new CancellationTokenSource();
        using var waitCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerCancellation.Token);
        var arrival = WaitForExternalEvent<T>(eventName, waitCancellation.Token);

        // Cancel, not CancelAsync: the continuations of both must run on the orchestrator's thread.
        var loser = await Task.WhenAny(timer, arrival) == arrival ? timerCancellation : waitCancellation;
        loser.Cancel();
        return await arrival;
    }

    /// <summary>Sends an event to another orchestration; it is dropped when that one does not exist or has ended.</summary>
    /// <param name="instanceId">The receiver.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="payload">The event's payload.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets the status that queries show beside the runtime status.</summary>
    /// <param name="customStatus">The status; <c>null</c> clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Runs another orchestrator as an instance of its own and waits for its end.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">How it is called; a <see cref="SubOrchestrationOptions"/> can carry an instance id.</param>
    /// <returns>The sub-orchestration's result.</returns>
    /// <exception cref="InvalidOperationException">The caller is not on the orchestrator's thread.</exception>
    /// <exception cref="TaskFailedException">The sub-orchestration failed or was terminated, and was not retried any more.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{TResult}(TaskName, object?, TaskOptions?)"/>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Starts the orchestration over, with an empty history, once the orchestrator returns and its open tasks are
    /// done.</summary>
    /// <param name="newInput">The input of the next run.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that nobody waited for yet go on to the next run.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <inheritdoc cref="ContinueAsNew(object?, bool)"/>
    /// <param name="options">The input of the next run, and what it takes over.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <c>null</c>.</exception>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A GUID that is the same on replay: a name-based one (RFC 4122, version 5) of the instance id, the current time and
    /// a counter.</summary>
    /// <returns>The GUID.</returns>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent during replay.</summary>
    /// <param name="categoryName">The logger's category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => ReplaySafeLoggers.Wrap(this, categoryName);

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    /// <param name="type">The type the category is named after.</param>
    public virtual ILogger CreateReplaySafeLogger(Type type) =>
        new ReplaySafeLogger(this, ReplaySafeLoggers.Underlying(this).CreateLogger(type));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    /// <typeparam name="T">The type the category is named after.</typeparam>
    public virtual ILogger CreateReplaySafeLogger<T>() =>
        new ReplaySafeLogger(this, ReplaySafeLoggers.Underlying(this).CreateLogger<T>());

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
                logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private sealed class ReplaySafeLoggers(TaskOrchestrationContext context) : ILoggerFactory
    {
        public static ILoggerFactory Underlying(TaskOrchestrationContext context)
        {
            // A context that wraps another may hand on the inner one's replay-safe factory; its loggers are wrapped once.
            var factory = context.LoggerFactory;
            for (var depth = 0; factory is ReplaySafeLoggers wrapped; depth++)
            {
                if (depth == 10)
                    throw new InvalidOperationException("The LoggerFactory of an orchestration context must not be its own replay-safe factory.");
                factory = wrapped.Context.LoggerFactory;
            }

            return factory;
        }

        public static ReplaySafeLogger Wrap(TaskOrchestrationContext context, string categoryName) =>
            new(context, Underlying(context).CreateLogger(categoryName));

        private TaskOrchestrationContext Context => context;

        public ILogger CreateLogger(string categoryName) => Wrap(context, categoryName);

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("Adding providers to the replay-safe logger factory is not supported.");

        public void Dispose()
        {
            // The underlying factory belongs to the host.
        }
    }
}
