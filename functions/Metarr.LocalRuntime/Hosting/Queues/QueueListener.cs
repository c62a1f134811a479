using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>Feeds the messages of one queue to one function.</summary>
internal sealed class QueueListener : IFunctionListener
{
    private readonly FunctionDescriptor function;
    private readonly FunctionExecutor executor;
    private readonly QueueOptions options;
    private readonly QueueNudges nudges;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly QueueClient queue;
    private readonly PoisonQueue poison;
    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource givingUp = new();
    private Task polling = Task.CompletedTask;

    public QueueListener(
        FunctionDescriptor function,
        FunctionTrigger.Queue trigger,
        QueueConnections connections,
        QueueOptions options,
        QueueNudges nudges,
        FunctionExecutor executor,
        TimeProvider time,
        ILogger<QueueListener> logger)
    {
        (this.function, this.executor, this.options, this.nudges, this.time, this.logger) = (function, executor, options, nudges, time, logger);
        var poisonName = trigger.QueueName + PoisonQueue.Suffix;
        poison = new PoisonQueue(connections.Client(poisonName, trigger.Connection), logger);
        var undecoded = new PoisonQueue(connections.Client(poisonName, trigger.Connection, new QueueClientOptions()), logger);
        var clientOptions = new QueueClientOptions { MessageEncoding = options.MessageEncoding };
        clientOptions.MessageDecodingFailed += failed => failed.ReceivedMessage is { } message
            ? undecoded.TakeAsync(failed.Queue, message, message.PopReceipt, failed.CancellationToken)
            : Task.CompletedTask;
        queue = connections.Client(trigger.QueueName, trigger.Connection, clientOptions);
    }

    /// <exception cref="InvalidOperationException">The queue cannot be reached.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception failure) when (StorageFailures.IsOne(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The queue '{queue.Name}' of the function '{function.Name}' cannot be reached: {failure.Message}", failure);
        }
        polling = Task.Run(PollAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await using var giveUp = cancellationToken.Register(givingUp.Cancel);
        await polling;
        await Task.WhenAll(running.Keys);
    }

    public ValueTask DisposeAsync()
    {
        stopping.Dispose();
        givingUp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task PollAsync()
    {
        var idle = new IdlePolling(options.MaxPollingInterval);
        while (!stopping.IsCancellationRequested)
        {
            if (running.Keys is { Count: var count } busy && count > options.Threshold)
                await ((Task)Task.WhenAny(busy)).WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else if (await FetchAsync())
                idle.Reset();
            else
                await nudges.WaitAsync(queue.Name, idle.Next(), time, stopping.Token);
        }
    }

    /// <returns>Whether there were messages.</returns>
    private async Task<bool> FetchAsync()
    {
        try
        {
            // Stopping does not cut this short: messages that the service handed out unheard of would stay hidden for their lease.
            QueueMessage[] messages = await queue.ReceiveMessagesAsync(options.BatchSize, MessageLease.Duration, givingUp.Token);
            foreach (var message in messages)
                Run(message);
            return messages.Length > 0;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: givingUp.Token);
            return false;
        }
        catch (OperationCanceledException) when (givingUp.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (StorageFailures.IsOne(failure))
        {
            Logs.QueueUnreadable(logger, failure, queue.Name, options.MaxPollingInterval);
            await nudges.WaitAsync(queue.Name, options.MaxPollingInterval, time, stopping.Token);
            return false;
        }
    }

    private void Run(QueueMessage message)
    {
        var task = Task.Run(() => HandleAsync(message));
        running[task] = true;
        task.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task HandleAsync(QueueMessage message)
    {
        await using var lease = new MessageLease(queue, message, time, logger);

        // A count above the limit without a poisoning means that the process died over this message before.
        var outcome = message.DequeueCount > options.MaxDequeueCount ? Outcome.Poison : await InvokeAsync(message);
        await lease.DisposeAsync();
        try
        {
            await SettleAsync(message, lease.PopReceipt, outcome);
        }
        catch (Exception failure) when (StorageFailures.IsOne(failure))
        {
            Logs.MessageNotSettled(logger, failure, message.MessageId, queue.Name);
        }
    }

    private async Task<Outcome> InvokeAsync(QueueMessage message)
    {
        try
        {
            await executor.RunAsync(function, new QueueTriggerData(message), givingUp.Token);
            return Outcome.Done;
        }
        catch (OperationCanceledException) when (givingUp.IsCancellationRequested)
        {
            return Outcome.Retry;
        }
        catch (Exception failure)
        {
            // Whatever a function throws is the message's fault or the function's, never a reason to stop listening.
            Logs.MessageFailed(logger, failure, function.Name, message.MessageId, queue.Name, message.DequeueCount, options.MaxDequeueCount);
            return message.DequeueCount >= options.MaxDequeueCount ? Outcome.Poison : Outcome.Retry;
        }
    }

    private Task SettleAsync(QueueMessage message, string popReceipt, Outcome outcome) => outcome switch
    {
        Outcome.Done => queue.DeleteMessageAsync(message.MessageId, popReceipt, CancellationToken.None),
        Outcome.Poison => poison.TakeAsync(queue, message, popReceipt, CancellationToken.None),
        _ => queue.UpdateMessageAsync(
            message.MessageId, popReceipt, visibilityTimeout: options.VisibilityTimeout, cancellationToken: CancellationToken.None),
    };

    private enum Outcome
    {
        Done,
        Retry,
        Poison,
    }
}
