using System.Diagnostics;
using System.Threading.Channels;
using Metarr.LocalRuntime.Durable.Commits;
using Metarr.LocalRuntime.Durable.History;
using Metarr.LocalRuntime.Durable.Timers;
using Metarr.LocalRuntime.Durable.Tracing;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>All live executions, and the workers that run them, at most so many at a time. <see cref="Start"/>, <see cref="Deliver"/> and
/// <see cref="End"/> are called by the commit loop alone, in the order of the history.</summary>
internal sealed class OrchestrationHost(
    DurableEngineOptions options, IDurableFunctions functions, TimeProvider time, ILoggerFactory loggers, ILogger logger) : IRunnerHost
{
    private readonly Dictionary<long, OrchestrationRunner> runners = [];
    private readonly Channel<OrchestrationRunner> due = Channel.CreateUnbounded<OrchestrationRunner>();
    private CommitLoop? commits;
    private ExecutionRules? rules;
    private DurableTimers? timers;
    private Task[] workers = [];

    /// <inheritdoc/>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Says where commits go, what they do and what wakes held executions; before anything else.</summary>
    public void Connect(CommitLoop commits, ExecutionRules rules, DurableTimers timers)
    {
        this.commits = commits;
        this.rules = rules;
        this.timers = timers;
    }

    /// <summary>Starts the workers.</summary>
    public void StartWorkers() =>
        workers = [.. Enumerable.Range(0, options.MaxConcurrentOrchestrators).Select(_ => Task.Run(WorkAsync))];

    /// <summary>Lets the episodes under way end and starts no more.</summary>
    public async Task StopWorkersAsync()
    {
        due.Writer.TryComplete();
        while (due.Reader.TryRead(out _))
        {
            // Taken up again after the next start.
        }

        await Task.WhenAll(workers);
    }

    /// <summary>Ends the spans of the executions that a later process will resume; once nothing is committed any more.</summary>
    public void EndSpans()
    {
        foreach (var runner in runners.Values)
            EngineSpans.End(runner.Span);
    }

    /// <summary>Begins a new execution; one of the same instance that it replaces was ended before.</summary>
    public void Start(ExecutionCreated created) => Add(created, [created]);

    /// <summary>Takes an execution over from an earlier process.</summary>
    public void Recover(ExecutionHistory execution)
    {
        HistoryRecord[] records = [.. execution.Log];
        Add((ExecutionCreated)records[0], records);
    }

    /// <summary>Hands a written fact to an execution.</summary>
    public void Deliver(InboundRecord fact)
    {
        if (runners.TryGetValue(fact.Execution, out var runner))
            runner.Deliver(fact);
    }

    /// <summary>Lets go of an execution.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="trouble">What went wrong with it, in a sentence; <c>null</c> when nothing did.</param>
    public void End(long execution, string? trouble = null)
    {
        if (!runners.Remove(execution, out var runner))
            return;
        runner.Stop();
        EngineSpans.End(runner.Span, trouble);
    }

    /// <summary>Does something, such as logging, within the trace of a live execution.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="action">What to do.</param>
    public void Within(long execution, Action action)
    {
        Activity.Current = runners.GetValueOrDefault(execution)?.Span;
        try
        {
            action();
        }
        finally
        {
            Activity.Current = null;
        }
    }

    /// <summary>The trace context that belongs to the span of a live execution.</summary>
    /// <param name="execution">The execution.</param>
    /// <returns>The context; <c>null</c> when the execution belongs to no trace or has not begun.</returns>
    public string? TraceParentOf(long execution) => runners.GetValueOrDefault(execution)?.Span?.Id;

    /// <inheritdoc/>
    public OrchestrationExecutor CreateExecutor(ExecutionCreated created, Action onForeignContinuation) =>
        new(created, functions, options.DataConverter, loggers, onForeignContinuation);

    /// <inheritdoc/>
    public void Queue(OrchestrationRunner runner) => due.Writer.TryWrite(runner);

    /// <inheritdoc/>
    public void Commit(OrchestrationRunner runner, Episode episode) =>
        commits!.Post(new EngineCommit(transaction => rules!.CommitEpisode(transaction, runner.Created.Execution, episode)));

    /// <inheritdoc/>
    public void CaughtUp(OrchestrationRunner runner) =>
        commits!.Post(new EngineCommit(transaction => rules!.StartOpenWork(transaction, runner.Created.Execution)));

    /// <inheritdoc/>
    public void Broken(OrchestrationRunner runner, Exception error)
    {
        Logs.EpisodeBroken(logger, error, runner.Created.Name, runner.Created.InstanceId);
        Commit(runner, new Episode(Now, 0, [], null, new Outcome.Failed(TaskFailureDetails.FromException(error))));
    }

    private void Add(ExecutionCreated created, HistoryRecord[] records)
    {
        var startAt = created.StartAt is { } at && at > Now ? at : (DateTime?)null;
        var span = EngineSpans.BeginExecution(created, isResumed: records.Length > 1);
        var runner = new OrchestrationRunner(created, records, startAt is not null, span, this);
        runners.Add(created.Execution, runner);
        if (startAt is { } later)
            timers!.Schedule(later, runner.Release);
        else
            runner.Release();
    }

    private async Task WorkAsync()
    {
        await foreach (var runner in due.Reader.ReadAllAsync())
            runner.Run();
    }
}
