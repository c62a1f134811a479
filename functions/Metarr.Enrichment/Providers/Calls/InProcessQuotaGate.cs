namespace Metarr.Enrichment.Providers.Calls;

/// <summary>Budgets that this process alone draws on; a budget without a rate is open, until its provider asks to wait.</summary>
/// <param name="rates">The rates by budget.</param>
/// <param name="time">The clock.</param>
public sealed class InProcessQuotaGate(IReadOnlyDictionary<string, QuotaRate> rates, TimeProvider time) : IQuotaGate
{
    // Faster than any provider is asked: such a budget only ever waits while it is closed.
    private static readonly QuotaRate Unlimited = new(1e6, 1_000_000);

    private readonly Lock gate = new();
    private readonly Dictionary<string, TokenBucket> buckets = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async ValueTask<QuotaAnswer> AcquireAsync(string budget, CallPriority priority, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = Take(budget, priority);
            if (wait == TimeSpan.Zero) return new QuotaAnswer.Granted();
            if (wait > RetryAfter.Bearable) return new QuotaAnswer.Refused(wait);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask CloseAsync(string budget, TimeSpan wait, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            buckets[budget] = Bucket(budget, now).Closed(wait, now);
        }

        return ValueTask.CompletedTask;
    }

    private TimeSpan Take(string budget, CallPriority priority)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            (buckets[budget], var wait) = Bucket(budget, now).Take(RateOf(budget), priority, now);
            return wait;
        }
    }

    private TokenBucket Bucket(string budget, DateTimeOffset now) =>
        buckets.TryGetValue(budget, out var bucket)
            ? bucket
            : new TokenBucket(RateOf(budget).Burst, now, DateTimeOffset.MinValue);

    private QuotaRate RateOf(string budget) => rates.GetValueOrDefault(budget) ?? Unlimited;
}
