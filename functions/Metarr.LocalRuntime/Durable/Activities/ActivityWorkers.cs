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
    private readonly Channel<ActivityWork> waiting = Channel.CreateUnbounded<ActivityWork>();
    private readonly CancellationTokenSource abandoned = new();
    private CommitLoop? commits;
    private ExecutionRules? rules;
    private Task[] workers = [];
    private volatile bool stopping;

    /// <summary>Says where results go; before anything else.</summary>
    public void Connect(CommitLoop commits, ExecutionRules rules)
    {
        this.commits = commits;
        this.rules = rules;
    }

    /// <summary>Starts the workers.</summary>
    public void StartWorkers() =>
        workers = [.. Enumerable.Range(0, options.MaxConcurrentActivities).Select(_ => Task.Run(WorkAsync))];

    /// <summary>Queues an activity.</summary>
    public void Enqueue(ActivityWork work) => waiting.Writer.TryWrite(work);

    /// <summary>Starts no more activities and waits for those under way.</summary>
    /// <param name="cancellationToken">When cancelled, they are told to stop and not waited for.</param>
    public async Task StopWorkersAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        waiting.Writer.TryComplete();
        try
        {
            await Task.WhenAll(workers).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is under way has no result on record, so it runs again after the next start.
            await abandoned.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => abandoned.Dispose();

    private async Task WorkAsync()
    {
        await foreach (var work in waiting.Reader.ReadAllAsync())
        {
            if (stopping)
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
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
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
        commits!.Post(new EngineCommit(
            transaction => rules!.CompleteActivity(transaction, work.Execution, work.TaskId, result, failure)));
    }

    private async Task<string?> CallAsync(ActivityWork work)
    {
        if (!functions.HasActivity(work.Name))
            throw new UnknownActivityException();
        var call = new DurableActivityCall(work.Name, work.InstanceId, work.TaskId, work.Input, options.DataConverter);
        return options.DataConverter.Serialize(await functions.RunActivityAsync(call, abandoned.Token));
    }

    private sealed class UnknownActivityException : Exception;
}
