namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>What is left of a budget that all instances share. Pure arithmetic.</summary>
/// <param name="Tokens">Tokens that were there at <paramref name="At"/>, with their fractions.</param>
/// <param name="At">When that was so, by the clock of the instance that wrote it.</param>
/// <param name="ClosedUntil">Until when no token is given out, because the provider asked for that; null for never.</param>
/// <param name="Day">The day (UTC) that <paramref name="UsedToday"/> counts, for budgets with a limit per day.</param>
/// <param name="UsedToday">Tokens given out on that day.</param>
public sealed record BudgetState(
    double Tokens, DateTimeOffset At, DateTimeOffset? ClosedUntil = null, DateOnly? Day = null, int UsedToday = 0)
{
    /// <summary>Beyond this, a state from the future is taken for the work of a clock that was wrong.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    /// <summary>A budget that nobody has drawn on.</summary>
    /// <param name="rate">The budget's rate.</param>
    /// <param name="now">The present.</param>
    /// <returns>The state.</returns>
    public static BudgetState Untouched(QuotaRate rate, DateTimeOffset now) => new(LeaseTerms.Of(rate).Capacity, now);

    /// <summary>How many tokens could be had now.</summary>
    /// <param name="rate">The budget's rate.</param>
    /// <param name="priority">Who asks.</param>
    /// <param name="now">The present.</param>
    /// <returns>Whole tokens, 0 or more.</returns>
    public int Available(QuotaRate rate, CallPriority priority, DateTimeOffset now)
    {
        if (ClosedUntil > now) return 0;
        var isBackground = priority is CallPriority.Background;
        var piled = PiledUp(rate, now) - (isBackground ? LeaseTerms.Of(rate).Reserve : 0);
        var today = LeftToday(rate, now) - (isBackground ? ReserveOfDay(rate) : 0);

        // Sums of fractions must not lose the token that they add up to.
        return Math.Max(0, Math.Min((int)Math.Floor(piled + 1e-9), today));
    }

    /// <summary>Tokens given out on the day of <paramref name="now"/>.</summary>
    /// <param name="now">The present.</param>
    /// <returns>The count; 0 for budgets without a limit per day.</returns>
    public int UsedOn(DateTimeOffset now) => Day == Today(now) ? UsedToday : 0;

    /// <summary>Deals out what an instance may have.</summary>
    /// <param name="rate">The budget's rate.</param>
    /// <param name="wish">Who waits there.</param>
    /// <param name="now">The present.</param>
    /// <returns>The state afterwards, the same when there was nothing to give, and what was given.</returns>
    internal (BudgetState Next, QuotaLease Lease) Lease(QuotaRate rate, LeaseWish wish, DateTimeOffset now)
    {
        if (ClosedUntil > now) return (this, QuotaLease.Nothing(ClosedUntil.Value - now));

        var terms = LeaseTerms.Of(rate);
        var open = Math.Min(
            Available(rate, CallPriority.Background, now), Math.Clamp(wish.Total, terms.SmallBatch, terms.LargeBatch));
        var reserved = Math.Clamp(Available(rate, CallPriority.Interactive, now) - open, 0, Math.Max(0, wish.Interactive - open));
        var next = Taken(open + reserved, rate, now);

        // Whoever comes back for many waits until there are many, so that it need not come back as often.
        var batch = Math.Clamp(wish.Total - open - reserved, terms.SmallBatch, terms.LargeBatch);
        var lease = new QuotaLease(
            open,
            reserved,
            next.WaitFor(CallPriority.Interactive, 1, rate, now),
            next.WaitFor(CallPriority.Background, batch, rate, now));
        return (open + reserved == 0 ? this : next, lease);
    }

    /// <summary>The state, giving out nothing for a while; a closure that stands longer is kept.</summary>
    /// <param name="until">Until when.</param>
    internal BudgetState Closed(DateTimeOffset until) => ClosedUntil >= until ? this : this with { ClosedUntil = until };

    private static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    private static int ReserveOfDay(QuotaRate rate) => (int)((rate.PerDay ?? 0) * QuotaRate.Reserve);

    private int LeftToday(QuotaRate rate, DateTimeOffset now) => rate.PerDay is { } limit ? limit - UsedOn(now) : int.MaxValue;

    private double PiledUp(QuotaRate rate, DateTimeOffset now)
    {
        var passed = Math.Max(0, (now - At).TotalSeconds);
        return Math.Min(LeaseTerms.Of(rate).Capacity, Tokens + passed * rate.PerSecond);
    }

    private BudgetState Taken(int count, QuotaRate rate, DateTimeOffset now) => new(
        PiledUp(rate, now) - count,
        // Were the time set back to that of an instance whose clock is late, the same time would bring tokens twice.
        At > now && At - now < ClockTolerance ? At : now,
        ClosedUntil > now ? ClosedUntil : null,
        rate.PerDay is null ? null : Today(now),
        rate.PerDay is null ? 0 : UsedOn(now) + count);

    /// <summary>How long until so many tokens can be had.</summary>
    private TimeSpan WaitFor(CallPriority priority, int count, QuotaRate rate, DateTimeOffset now)
    {
        var isBackground = priority is CallPriority.Background;
        if (LeftToday(rate, now) - (isBackground ? ReserveOfDay(rate) : 0) <= 0)
        {
            return new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) - now;
        }

        var lacking = count + (isBackground ? LeaseTerms.Of(rate).Reserve : 0) - PiledUp(rate, now);
        return TimeSpan.FromSeconds(Math.Max(0.001, lacking / rate.PerSecond));
    }
}
