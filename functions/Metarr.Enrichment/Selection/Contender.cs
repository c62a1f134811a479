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
        var analysis = record.Analysis;
        if (AssetScorer.Total(record.Candidate, analysis, scoring) is not { } total) return null;
        return new Contender(
            record, total, tier, analysis?.PerceptualHash, analysis?.Sha256.GetHashCode() ?? 0, analysis is not null);
    }

    /// <summary>Whether it is a duplicate of a file.</summary>
    /// <param name="look">How the file looks.</param>
    /// <param name="bytes">The short hash of the file's bytes.</param>
    /// <param name="file">The file.</param>
    public bool Duplicates(PerceptualHash? look, int bytes, AssetAnalysis file)
    {
        // Neither the same bytes nor a similar look: so it is for nearly all, and their analyses need not be opened.
        if (Bytes != bytes && !(Look is { } own && look is { } other && Likeness.AreAlike(own, other))) return false;
        return Likeness.AreDuplicates(file, Record.Analysis!);
    }
}
