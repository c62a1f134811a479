namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>How a budget is dealt out to instances. Follows from its rate.</summary>
/// <remarks>
/// A provider counts a call when it arrives, which is later than its token was dealt out: the token may lie at the instance for a
/// while, and the call is on its way. Calls of tokens that were dealt out at different times can so arrive together. A provider that
/// bears a burst of B is never surprised when at most B - rate x delay tokens pile up; so half of the burst piles up, and the other
/// half makes up for the delay.
/// </remarks>
/// <param name="Capacity">How many tokens pile up while nobody asks.</param>
/// <param name="Reserve">How many of them background work leaves to people and webhooks.</param>
/// <param name="SmallBatch">How many tokens an instance takes at least, so that it seldom has to ask.</param>
/// <param name="LargeBatch">How many tokens an instance takes at most, so that others get some too.</param>
/// <param name="Validity">How long tokens may lie at an instance before they are void.</param>
internal sealed record LeaseTerms(double Capacity, double Reserve, int SmallBatch, int LargeBatch, TimeSpan Validity)
{
    /// <summary>The terms for a rate.</summary>
    /// <param name="rate">The rate.</param>
    public static LeaseTerms Of(QuotaRate rate)
    {
        var capacity = Math.Max(1, rate.Burst / 2.0);

        // A budget too small to hold a reserve besides one token gives background work its last one.
        var reserve = Math.Min(capacity * QuotaRate.Reserve, capacity - 1);

        // A day's tokens are too few for any of them to become void: they are taken one by one.
        var small = rate.PerDay is null ? Math.Max(1, (int)(capacity / 5)) : 1;
        var large = Math.Max(1, (int)(capacity / 2));
        return new LeaseTerms(capacity, reserve, small, large, TimeSpan.FromSeconds(0.6 * capacity / rate.PerSecond));
    }
}
