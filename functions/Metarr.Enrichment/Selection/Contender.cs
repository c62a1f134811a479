using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Selection;

/// <summary>A candidate with what decides its place, computed once.</summary>
/// <param name="Record">The candidate.</param>
/// <param name="Total">Its score by what is known of it now; its parts are made for the few that are chosen.</param>
/// <param name="Tier">Its tier by the language policy.</param>
internal readonly record struct Contender(CandidateRecord Record, double Total, int Tier)
{
    /// <summary>The eligible candidates of one type, best first.</summary>
    /// <param name="type">The asset type.</param>
    /// <param name="candidates">Candidates of any type.</param>
    /// <param name="originalLanguage">The language the title was made in.</param>
    /// <param name="settings">How to score and order.</param>
    public static List<Contender> Ranked(
        AssetType type, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings)
    {
        var ranked = Of(type, candidates, originalLanguage, settings);
        ranked.Sort(CandidateOrder.BestFirst);
        return ranked;
    }

    /// <summary>The eligible candidates of one type, in the order in which they are given.</summary>
    /// <param name="type">The asset type.</param>
    /// <param name="candidates">Candidates of any type.</param>
    /// <param name="originalLanguage">The language the title was made in.</param>
    /// <param name="settings">How to score.</param>
    public static List<Contender> Of(
        AssetType type, IEnumerable<CandidateRecord> candidates, string? originalLanguage, SelectionSettings settings)
    {
        var tiers = settings.Languages.For(type, originalLanguage);
        // Lists of tens of thousands live where only full collections clean up; growing one leaves several behind.
        var found = candidates.TryGetNonEnumeratedCount(out var count) ? new List<Contender>(count) : [];
        foreach (var record in candidates)
        {
            if (record.Candidate.Type != type || record.Candidate.IsUpload || !record.IsEligible) continue;
            if (tiers.Of(record.Candidate) is not { } tier) continue;
            var total = AssetScorer.Total(record.Candidate, record.Analysis, settings.Scoring);
            if (total > 0) found.Add(new Contender(record, total, tier));
        }

        return found;
    }

    /// <summary>What a person uploaded and has selected, in the person's order: it holds its place before all that compete.</summary>
    /// <param name="type">The asset type.</param>
    /// <param name="candidates">Candidates of any type.</param>
    public static List<CandidateRecord> Settled(AssetType type, IEnumerable<CandidateRecord> candidates) =>
    [
        .. candidates
            .Where(record => record.Candidate.Type == type && record.Candidate.IsUpload)
            .Where(record => record is { Decision: CandidateDecision.Selected, Analysis: not null })
            .OrderBy(record => record.Rank),
    ];
}
