using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Selection;

/// <summary>A candidate with what decides its place, gathered once, so that comparing thousands opens few of them again.</summary>
/// <param name="Record">The candidate.</param>
/// <param name="Total">Its score by what is known of it now; its parts are made for the few that are chosen.</param>
/// <param name="Tier">Its tier by the language policy.</param>
/// <param name="Look">How it looks, when that is known.</param>
/// <param name="Bytes">A short hash of its bytes: files of the same bytes have the same. Means nothing while it is not analysed.</param>
/// <param name="IsAnalysed">Whether its bytes were looked at.</param>
internal readonly record struct Contender(CandidateRecord Record, double Total, int Tier, PerceptualHash? Look, int Bytes, bool IsAnalysed)
{
    /// <summary>A candidate as it competes, or null when it does not: unusable, forbidden by the policy, or without an area.</summary>
    /// <param name="record">The candidate.</param>
    /// <param name="tiers">The language policy for its type.</param>
    /// <param name="scoring">How to score.</param>
    public static Contender? Of(CandidateRecord record, LanguageTiers tiers, ScoringSettings scoring)
    {
        if (record.Candidate.IsUpload || !record.IsEligible || tiers.Of(record.Candidate) is not { } tier) return null;
        return AssetScorer.Total(record.Candidate, record.Analysis, scoring) is { } total ? Of(record, total, tier) : null;
    }

    /// <summary>What a person uploaded and has selected: it is compared with, and does not compete.</summary>
    /// <param name="upload">The upload.</param>
    public static Contender Settled(CandidateRecord upload) => Of(upload, total: 0, tier: 0);

    /// <summary>Whether its file is a duplicate of another's; both have been looked at.</summary>
    /// <param name="other">The other.</param>
    public bool IsDuplicateOf(in Contender other)
    {
        // Neither the same bytes nor a similar look: so it is for nearly all, and their analyses need not be opened.
        if (Bytes != other.Bytes && !(Look is { } look && other.Look is { } seen && Likeness.AreAlike(look, seen))) return false;
        return Likeness.AreDuplicates(other.Record.Analysis!, Record.Analysis!);
    }

    private static Contender Of(CandidateRecord record, double total, int tier)
    {
        var file = record.Analysis;
        return new Contender(record, total, tier, file?.PerceptualHash, file?.Sha256.GetHashCode() ?? 0, file is not null);
    }
}
