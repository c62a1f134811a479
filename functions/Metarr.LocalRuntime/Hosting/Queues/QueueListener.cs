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
    private readonly FunctionDescriptor _function;
    private readonly FunctionExecutor _executor;
    private readonly QueueOptions _options;
    private readonly QueueNudges _nudges;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QueueClient _queue;
    private readonly PoisonQueue _poison;
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private Task _polling = Task.CompletedTask;

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
        (_function, _executor, _options, _nudges, _time, _logger) = (function, executor, options, nudges, time, logger);
        var poisonName = trigger.QueueName + PoisonQueue.Suffix;
        _poison = new PoisonQueue(connections.Client(poisonName, trigger.Connection), logger);
        var undecoded = new PoisonQueue(connections.Client(poisonName, trigger.Connection, new QueueClientOptions()), logger);
        var clientOptions = new QueueClientOptions { MessageEncoding = options.MessageEncoding };
        clientOptions.MessageDecodingFailed += failed => failed.ReceivedMessage is { } message
            ? undecoded.TakeAsync(failed.Queue, message, message.PopReceipt, failed.CancellationToken)
            : Task.CompletedTask;
        _queue = connections.Client(trigger.QueueName, trigger.Connection, clientOptions);
    }

    /// <exception cref="InvalidOperationException">The queue cannot be reached.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception failure) when (StorageFailures.IsOne(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The queue '{_queue.Name}' of the function '{_function.Name}' cannot be reached: {failure.Message}", failure);
        }
        _polling = Task.Run(PollAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var giveUp = cancellationToken.Register(_givingUp.Cancel);
        await _polling;
        await Task.WhenAll(_running.Keys);
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        _givingUp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task PollAsync()
    {
        var idle = new IdlePolling(_options.MaxPollingInterval);
        while (!_stopping.IsCancellationRequested)
        {
            if (_running.Keys is { Count: var count } busy && count > _options.Threshold)
                await ((Task)Task.WhenAny(busy)).WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else if (await FetchAsync())
                idle.Reset();
            else
                await _nudges.WaitAsync(_queue.Name, idle.Next(), _time, _stopping.Token);
        }
    }

    /// <returns>Whether there were messages.</returns>
    private async Task<bool> FetchAsync()
    {
        try
        {
            // Stopping does not cut this short: messages that the service handed out unheard of would stay hidden for their lease.
            QueueMessage[] messages = await _queue.ReceiveMessagesAsync(_options.BatchSize, MessageLease.Duration, _givingUp.Token);
            foreach (var message in messages)
                Run(message);
            return messages.Length > 0;
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: _givingUp.Token);
            return false;
        }
        catch (OperationCanceledException) when (_givingUp.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure) when (StorageFailures.IsOne(failure))
        {
            Logs.QueueUnreadable(_logger, failure, _queue.Name, _options.MaxPollingInterval);
            await _nudges.WaitAsync(_queue.Name, _options.MaxPollingInterval, _time, _stopping.Token);
            return false;
        }
    }

    private void Run(QueueMessage message)
    {
        var task = Task.Run(() => HandleAsync(message));
        _running[task] = true;
        task.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task HandleAsync(QueueMessage message)
    {
        await using var lease = new MessageLease(_queue, message, _time, _logger);

        // A count above the limit without a poisoning means that the process died over this message before.
        var outcome = message.DequeueCount > _options.MaxDequeueCount ? Outcome.Poison : await InvokeAsync(message);
        await lease.DisposeAsync();
        try
        {
            await SettleAsync(message, lease.PopReceipt, outcome);
        }
        catch (Exception failure) when (StorageFailures.IsOne(failure))
        {
            Logs.MessageNotSettled(_logger, failure, message.MessageId, _queue.Name);
        }
    }

    private async Task<Outcome> InvokeAsync(QueueMessage message)
    {
        try
        {
            await _executor.RunAsync(_function, new QueueTriggerData(message), _givingUp.Token);
            return Outcome.Done;
        }
        catch (OperationCanceledException) when (_givingUp.IsCancellationRequested)
        {
            return Outcome.Retry;
        }
        catch (Exception failure)
        {
            // Whatever a function throws is the message's fault or the function's, never a reason to stop listening.
            Logs.MessageFailed(_logger, failure, _function.Name, message.MessageId, _queue.Name, message.DequeueCount, _options.MaxDequeueCount);
            return message.DequeueCount >= _options.MaxDequeueCount ? Outcome.Poison : Outcome.Retry;
        }
    }

    private Task SettleAsync(QueueMessage message, string popReceipt, Outcome outcome) => outcome switch
    {
        Outcome.Done => _queue.DeleteMessageAsync(message.MessageId, popReceipt, CancellationToken.None),
        Outcome.Poison => _poison.TakeAsync(_queue, message, popReceipt, CancellationToken.None),
        _ => _queue.UpdateMessageAsync(
            message.MessageId, popReceipt, visibilityTimeout: _options.VisibilityTimeout, cancellationToken: CancellationToken.None),
    };

    private enum Outcome
    {
        Done,
        Retry,
        Poison,
    }
}
