namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>What an instance got of a budget, and when asking again makes sense.</summary>
/// <param name="Open">Tokens for anyone; those that nobody takes at once may lie for <see cref="LeaseTerms.Validity"/>.</param>
/// <param name="Reserved">Tokens from the reserve, no more than people and webhooks wait for.</param>
/// <param name="InteractiveWait">Until when there is one more token for people and webhooks.</param>
/// <param name="BackgroundWait">Until when there is more for background work.</param>
internal sealed record QuotaLease(int Open, int Reserved, TimeSpan InteractiveWait, TimeSpan BackgroundWait)
{
    /// <summary>Nothing for anyone, for a while.</summary>
    /// <param name="wait">For how long.</param>
    public static QuotaLease Nothing(TimeSpan wait) => new(0, 0, wait, wait);
}
