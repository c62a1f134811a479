using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Selection;

/// <summary>A candidate with what decides its place, computed once.</summary>
/// <param name="Record">The candidate.</param>
/// <param name="Score">Its score by what is known of it now.</param>
/// <param name="Tier">Its tier by the language policy.</param>
internal readonly record struct Contender(CandidateRecord Record, AssetScore Score, int Tier)
{
    /// <summary>The eligible candidates of one type, best first.</summary>
    /// <param name="type">The asset type.</param>
    /// <param name="candidates">Candidates of any type.</param>
    /// <param name="originalLanguage">The language the title was made in.</param>
    /// <param name="settings">How to score and order.</param>
    public static List<Contender> Ranked(
        AssetType type, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings)
    {
        var ranked = new List<Contender>();
        foreach (var record in candidates)
        {
            if (record.Candidate.Type != type || !record.IsEligible) continue;
            if (settings.Languages.Tier(record.Candidate, originalLanguage) is not { } tier) continue;
            var score = AssetScorer.Score(record.Candidate, record.Analysis, settings.Scoring);
            if (score.Total > 0) ranked.Add(new Contender(record, score, tier));
        }

        ranked.Sort(CandidateOrder.BestFirst);
        return ranked;
    }
}

/// <summary>Orders candidates: language tier, score, votes, the smaller file, the provider's id.</summary>
/// <remarks>A file that was not looked at yet counts as empty, so that it stands at the best place it could still reach.</remarks>
internal sealed class CandidateOrder : IComparer<Contender>
{
    public static CandidateOrder BestFirst { get; } = new();

    public int Compare(Contender x, Contender y)
    {
        var order = x.Tier.CompareTo(y.Tier);
        if (order == 0) order = y.Score.Total.CompareTo(x.Score.Total);
        if (order == 0) order = y.Record.Candidate.VoteCount.CompareTo(x.Record.Candidate.VoteCount);
        if (order == 0) order = (x.Record.Analysis?.Bytes ?? 0).CompareTo(y.Record.Analysis?.Bytes ?? 0);
        if (order == 0) order = string.CompareOrdinal(x.Record.Candidate.ProviderAssetId, y.Record.Candidate.ProviderAssetId);
        return order != 0 ? order : string.CompareOrdinal(x.Record.Candidate.Provider, y.Record.Candidate.Provider);
    }
}
