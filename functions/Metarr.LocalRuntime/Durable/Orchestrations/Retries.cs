using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>Tries a task again as its options say. Waits are durable timers, so they too survive a restart.</summary>
internal static class Retries
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(3650);

    /// <summary>Makes attempts until one succeeds or the options allow no more.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="options">How often to try, and when.</param>
    /// <param name="attempt">Makes an attempt; it is told its number, from 1.</param>
    /// <exception cref="TaskFailedException">The last attempt's failure.</exception>
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? options, Func<int, Task<T>> attempt) => options switch
    {
        { Policy: { } policy } => RunAsync(context, policy, attempt),
        { Handler: { } handler } => RunAsync(context, handler, attempt),
        _ => attempt(1),
    };

    private static async Task<T> RunAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<int, Task<T>> attempt)
    {
        var firstAttemptAt = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt(failures);
            }
            catch (TaskFailedException e) when (
                !e.FailureDetails.IsNonRetriable
                && failures < policy.MaxNumberOfAttempts
                && IsInTime(policy, firstAttemptAt, context.CurrentUtcDateTime)
                && MayRetry(policy, e))
            {
                // Waited for outside of the filter; falling through makes the next attempt.
            }

            await context.CreateTimer(WaitAfter(policy, failures), CancellationToken.None);
        }
    }

    private static async Task<T> RunAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<int, Task<T>> attempt)
    {
        var firstAttemptAt = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt(failures);
            }
            catch (TaskFailedException e) when (!e.FailureDetails.IsNonRetriable)
            {
                var elapsed = context.CurrentUtcDateTime - firstAttemptAt;
                if (!await handler(new RetryContext(context, failures, e.FailureDetails, elapsed, CancellationToken.None)))
                    throw;
            }
        }
    }

    private static bool IsInTime(RetryPolicy policy, DateTime firstAttemptAt, DateTime now) =>
        policy.RetryTimeout == Timeout.InfiniteTimeSpan || now - firstAttemptAt < policy.RetryTimeout;

    private static bool MayRetry(RetryPolicy policy, TaskFailedException failure)
    {
        try
        {
            return policy.Handle(failure);
        }
        catch (Exception)
        {
            // As in the SDK: a rule that throws allows no retry, and the task's own failure is what the orchestrator sees.
            return false;
        }
    }

    private static TimeSpan WaitAfter(RetryPolicy policy, int failures)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? LongestWait : policy.MaxRetryInterval;
        var wait = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failures - 1);
        return wait < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(wait) : longest;
    }
}
