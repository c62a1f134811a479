namespace Metarr.Enrichment.Selection;

/// <summary>Orders candidates: language tier, score, votes, the smaller file, the provider's id.</summary>
/// <remarks>A file that was not looked at yet counts as empty, so that it stands at the best place it could still reach.</remarks>
internal sealed class CandidateOrder : IComparer<Contender>
{
    public static CandidateOrder BestFirst { get; } = new();

    public int Compare(Contender x, Contender y)
    {
        var order = x.Tier.CompareTo(y.Tier);
        if (order == 0) order = y.Total.CompareTo(x.Total);
        if (order == 0) order = y.Record.Candidate.VoteCount.CompareTo(x.Record.Candidate.VoteCount);
        if (order == 0) order = (x.Record.Analysis?.Bytes ?? 0).CompareTo(y.Record.Analysis?.Bytes ?? 0);
        if (order == 0) order = string.CompareOrdinal(x.Record.Candidate.ProviderAssetId, y.Record.Candidate.ProviderAssetId);
        return order != 0 ? order : string.CompareOrdinal(x.Record.Candidate.Provider, y.Record.Candidate.Provider);
    }
}
