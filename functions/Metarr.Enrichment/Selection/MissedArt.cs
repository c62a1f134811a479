using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>Tells whether a choice might have been better, had an image host served all its files.</summary>
public static class MissedArt
{
    /// <summary>The types of which art could not be had this time that might have been chosen.</summary>
    /// <param name="title">The title; its locked types miss nothing.</param>
    /// <param name="candidates">All its candidates, after those that can win were looked at.</param>
    /// <param name="settings">How the selection is made.</param>
    /// <returns>The types. Art that is no image, is too large or comes from a host that is not allowed is not missed.</returns>
    public static IReadOnlyList<AssetType> Types(
        Title title, IReadOnlyCollection<CandidateRecord> candidates, SelectionSettings settings)
    {
        if (!candidates.Any(IsMissed)) return [];
        var anew = candidates.Select(record => IsMissed(record) ? record with { Failure = null, Analysis = null } : record).ToList();
        return [.. AnalysisPlanner.Next(title, anew, AnalysisMode.BestFirst, settings).Select(record => record.Candidate.Type).Distinct()];
    }

    private static bool IsMissed(CandidateRecord record) => record is
    {
        Withdrawn: false,
        Failure.Kind: CandidateFailureKind.Unavailable or CandidateFailureKind.TimedOut or CandidateFailureKind.RateLimited,
    };
}
