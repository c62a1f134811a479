namespace Metarr.Enrichment.Providers.Calls;

/// <summary>What is known of a provider's health. Pure arithmetic, so that it can be kept in memory or in a table.</summary>
/// <remarks>Five failures in a row open it for five minutes; then one call at a time probes; two successes close it.</remarks>
/// <param name="Failures">Failures in a row while closed.</param>
/// <param name="Successes">Successful probes in a row since it was open.</param>
/// <param name="OpenUntil">Until when no call is made; null when closed. Probing begins when it has passed.</param>
/// <param name="ProbeUntil">Until when a probe that is under way is waited for; null when there is none.</param>
public sealed record BreakerState(
    int Failures = 0, int Successes = 0, DateTimeOffset? OpenUntil = null, DateTimeOffset? ProbeUntil = null)
{
    /// <summary>How many failures in a row open the breaker.</summary>
    public const int FailuresToOpen = 5;

    /// <summary>How many successful probes close it again.</summary>
    public const int SuccessesToClose = 2;

    /// <summary>How long an open breaker lets no call through.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(5);

    /// <summary>How long a probe keeps others away whose end is never told: its process died, or it was limited.</summary>
    public static readonly TimeSpan ProbeFor = TimeSpan.FromMinutes(1);

    /// <summary>A provider of which nothing bad is known.</summary>
    public static BreakerState Closed { get; } = new();

    /// <summary>Until when a call that comes now should stay away; null when it may be made.</summary>
    /// <param name="now">The present.</param>
    /// <returns>When to ask again, or null.</returns>
    public DateTimeOffset? RefusedUntil(DateTimeOffset now) =>
        OpenUntil > now ? OpenUntil : ProbeUntil > now ? ProbeUntil : null;

    /// <summary>The state once a call that was not refused has begun.</summary>
    /// <param name="now">The present.</param>
    /// <returns>This state, or, when the call is a probe, one that keeps others away meanwhile.</returns>
    public BreakerState AfterStart(DateTimeOffset now) => OpenUntil is null ? this : this with { ProbeUntil = now + ProbeFor };

    /// <summary>The state once a call has failed.</summary>
    /// <param name="now">The present.</param>
    /// <returns>The next state.</returns>
    public BreakerState AfterFailure(DateTimeOffset now)
    {
        // A call that began before the breaker opened tells nothing new.
        if (OpenUntil > now) return this;
        if (OpenUntil is null && Failures + 1 < FailuresToOpen) return this with { Failures = Failures + 1 };
        return new BreakerState(OpenUntil: now + OpenFor);
    }

    /// <summary>The state once a call has succeeded.</summary>
    /// <param name="now">The present.</param>
    /// <returns>The next state.</returns>
    public BreakerState AfterSuccess(DateTimeOffset now)
    {
        if (OpenUntil is null) return Failures == 0 ? this : Closed;
        if (OpenUntil > now) return this;
        return Successes + 1 >= SuccessesToClose ? Closed : this with { Successes = Successes + 1, ProbeUntil = null };
    }
}
