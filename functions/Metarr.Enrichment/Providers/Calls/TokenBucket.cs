namespace Metarr.Enrichment.Providers.Calls;

/// <summary>The tokens of one budget at one moment. Pure arithmetic.</summary>
/// <param name="Tokens">Tokens at hand, with their fractions.</param>
/// <param name="At">When that was so.</param>
/// <param name="ClosedUntil">Until when no token is given out.</param>
internal readonly record struct TokenBucket(double Tokens, DateTimeOffset At, DateTimeOffset ClosedUntil)
{
    /// <summary>Takes one token if that may be.</summary>
    /// <param name="rate">The budget's rate.</param>
    /// <param name="priority">Who asks.</param>
    /// <param name="now">The present.</param>
    /// <returns>The bucket afterwards, and how long to wait before asking again: zero when the token was taken.</returns>
    public (TokenBucket Next, TimeSpan Wait) Take(QuotaRate rate, CallPriority priority, DateTimeOffset now)
    {
        if (ClosedUntil > now) return (this, ClosedUntil - now);

        // A clock that was set back must not take tokens away.
        var passed = Math.Max(0, (now - At).TotalSeconds);
        var tokens = Math.Min(rate.Burst, Tokens + passed * rate.PerSecond);

        // A bucket too small to hold a reserve besides one token gives background work its last one.
        var kept = priority is CallPriority.Background ? Math.Min(rate.Burst * QuotaRate.Reserve, rate.Burst - 1) : 0;
        var lacking = 1 + kept - tokens;
        return lacking <= 1e-9
            ? (new(tokens - 1, now, ClosedUntil), TimeSpan.Zero)
            : (new(tokens, now, ClosedUntil), TimeSpan.FromSeconds(Math.Max(lacking / rate.PerSecond, 0.001)));
    }

    /// <summary>The bucket, giving out nothing for a while; a closure that stands longer is kept.</summary>
    /// <param name="wait">For how long.</param>
    /// <param name="now">The present.</param>
    public TokenBucket Closed(TimeSpan wait, DateTimeOffset now) =>
        this with { ClosedUntil = now + wait > ClosedUntil ? now + wait : ClosedUntil };
}
