namespace Metarr.Enrichment.Providers.Sharing;

/// <summary>How long answers of a provider serve others.</summary>
/// <param name="FreshFor">For how long after a confirmation nobody asks again.</param>
public sealed record SharingTerms(TimeSpan FreshFor)
{
    /// <summary>How old anything that is shared may grow. TMDB's terms allow six months; the others state nothing longer.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(180);

    /// <summary>For how long at most nobody asks again for what a provider did not know: it may be new tomorrow.</summary>
    public static readonly TimeSpan UnknownFor = TimeSpan.FromDays(1);

    /// <summary>Whether an answer may be given to the next who asks.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="now">The present.</param>
    public bool IsFresh(SharedAnswer answer, DateTimeOffset now)
    {
        var limit = answer.IsKnown || FreshFor < UnknownFor ? FreshFor : UnknownFor;
        return IsAlive(answer, now) && now - answer.ConfirmedAt < limit;
    }

    /// <summary>Whether an answer may be used at all, if only to ask whether it still holds.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="now">The present.</param>
    public static bool IsAlive(SharedAnswer answer, DateTimeOffset now) => now - answer.FetchedAt < LongestLife;
}
