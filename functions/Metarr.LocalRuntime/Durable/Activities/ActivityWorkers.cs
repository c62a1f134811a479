using System.Diagnostics;
using System.Threading.Channels;
using Metarr.LocalRuntime.Durable.Commits;
using Metarr.LocalRuntime.Durable.Instances;
using Metarr.LocalRuntime.Durable.Orchestrations;
using Metarr.LocalRuntime.Durable.Tracing;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable.Activities;

/// <summary>Runs activities, at most so many at a time over all instances, in the order in which they were asked for.</summary>
internal sealed class ActivityWorkers(
    DurableEngineOptions options, IDurableFunctions functions, InstanceDirectory directory, ILogger logger) : IDisposable
{
    private readonly Channel<ActivityWork> _waiting = Channel.CreateUnbounded<ActivityWork>();
    private readonly CancellationTokenSource _abandoned = new();
    private CommitLoop? _commits;
    private ExecutionRules? _rules;
    private Task[] _workers = [];
    private volatile bool _stopping;

    /// <summary>Says where results go; before anything else.</summary>
    public void Connect(CommitLoop commits, ExecutionRules rules)
    {
        _commits = commits;
        _rules = rules;
    }

    /// <summary>Starts the workers.</summary>
    public void StartWorkers() =>
        _workers = [.. Enumerable.Range(0, options.MaxConcurrentActivities).Select(_ => Task.Run(WorkAsync))];

    /// <summary>Queues an activity.</summary>
    public void Enqueue(ActivityWork work) => _waiting.Writer.TryWrite(work);

    /// <summary>Starts no more activities and waits for those under way.</summary>
    /// <param name="cancellationToken">When cancelled, they are told to stop and not waited for.</param>
    public async Task StopWorkersAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        _waiting.Writer.TryComplete();
        try
        {
            await Task.WhenAll(_workers).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is under way has no result on record, so it runs again after the next start.
            await _abandoned.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _abandoned.Dispose();

    private async Task WorkAsync()
    {
        await foreach (var work in _waiting.Reader.ReadAllAsync())
        {
            if (_stopping)
                return;
            if (directory.Find(work.InstanceId) is { IsEnded: false } instance && instance.Execution == work.Execution)
                await RunAsync(work);
        }
    }

    private async Task RunAsync(ActivityWork work)
    {
        string? result = null;
        TaskFailureDetails? failure = null;
        var span = EngineSpans.BeginActivity(work);
        Activity.Current = span;
        try
        {
            result = await CallAsync(work);
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
        {
            EngineSpans.End(span, "The engine stopped before the activity was done; it runs again.");
            return;
        }
        catch (Exception e)
        {
            Logs.ActivityFailed(logger, e, work.Name, work.TaskId, work.InstanceId);
            failure = e is UnknownActivityException ? UnknownFunction.Activity(work.Name) : TaskFailureDetails.FromException(e);
        }

        EngineSpans.End(span, failure?.ErrorMessage);
        _commits!.Post(new EngineCommit(
            transaction => _rules!.CompleteActivity(transaction, work.Execution, work.TaskId, result, failure)));
    }

    private async Task<string?> CallAsync(ActivityWork work)
    {
        if (!functions.HasActivity(work.Name))
            throw new UnknownActivityException();
        var call = new DurableActivityCall(work.Name, work.InstanceId, work.TaskId, work.Input, options.DataConverter);
        return options.DataConverter.Serialize(await functions.RunActivityAsync(call, _abandoned.Token));
    }

    private sealed class UnknownActivityException : Exception;
}
