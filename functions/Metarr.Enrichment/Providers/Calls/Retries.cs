using Polly;
using Polly.Retry;

namespace Metarr.Enrichment.Providers.Calls;

/// <summary>The one way in which anything is tried again.</summary>
/// <remarks>Pauses grow from 1 s to 30 s, with jitter, so that many do not come back at once; what the server asks wins.</remarks>
internal static class Retries
{
    /// <summary>A pipeline that repeats tries.</summary>
    /// <param name="count">How often at most; 0 for never.</param>
    /// <param name="time">The clock that the pauses go by.</param>
    public static ResiliencePipeline<Attempt<TResult>> Pipeline<TResult>(int count, TimeProvider time)
    {
        if (count <= 0) return ResiliencePipeline<Attempt<TResult>>.Empty;
        return new ResiliencePipelineBuilder<Attempt<TResult>> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt<TResult>>
            {
                MaxRetryAttempts = count,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = RetryAfter.Bearable,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { MayRetry: true }),
                DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Result?.Wait),
            })
            .Build();
    }
}
