using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Selection;

/// <summary>Finds the candidate that a kept file is a copy of.</summary>
public static class CacheMatcher
{
    /// <summary>Below this distance of perceptual hashes, in bits, a file counts as a version of a candidate.</summary>
    public const int MaxDistance = 10;

    /// <summary>Finds the candidate of a file: by the same bytes, else by the closest looks.</summary>
    /// <param name="type">The sort of art.</param>
    /// <param name="file">What the file's bytes showed.</param>
    /// <param name="candidates">The title's candidates.</param>
    /// <returns>The candidate, or null when none is close enough.</returns>
    public static CandidateRecord? Match(AssetType type, AssetAnalysis file, IEnumerable<CandidateRecord> candidates)
    {
        CandidateRecord? closest = null;
        var distance = MaxDistance;
        foreach (var record in candidates)
        {
            if (record.Candidate.Type != type || record.Analysis is not { } analysis) continue;
            if (analysis.Sha256 == file.Sha256) return record;
            if (analysis.PerceptualHash is not { } theirs || file.PerceptualHash is not { } ours) continue;
            var between = PerceptualHash.Distance(ours, theirs);
            if (between < distance) (closest, distance) = (record, between);
        }

        return closest;
    }
}
