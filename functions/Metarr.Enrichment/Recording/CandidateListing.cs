using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Recording;

/// <summary>Takes a provider's list of candidates into what is known of a title.</summary>
public static class CandidateListing
{
    /// <summary>The records that a provider's new list changes.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="known">All records of the title.</param>
    /// <param name="listed">What the provider lists now.</param>
    /// <returns>
    /// New and changed records only. What was found out about a candidate's bytes stays, unless its path changed (another host serves
    /// the same file) or the bytes were found altered; a failure that may have passed is forgotten; one that is no longer listed is
    /// marked as withdrawn.
    /// </returns>
    public static IReadOnlyList<CandidateRecord> Update(
        string provider, IEnumerable<CandidateRecord> known, IReadOnlyList<Candidate> listed)
    {
        var before = known.Where(record => record.Candidate.Provider == provider).ToDictionary(record => record.Candidate.Key);
        var changed = new List<CandidateRecord>();
        foreach (var candidate in listed.DistinctBy(candidate => candidate.Key))
        {
            if (!before.Remove(candidate.Key, out var record))
            {
                changed.Add(new CandidateRecord(candidate));
                continue;
            }

            var updated = Relist(record, candidate);
            if (updated != record) changed.Add(updated);
        }

        changed.AddRange(before.Values.Where(record => !record.Withdrawn).Select(record => record with { Withdrawn = true }));
        return changed;
    }

    private static CandidateRecord Relist(CandidateRecord record, Candidate candidate)
    {
        var relisted = record with
        {
            Candidate = candidate,
            Withdrawn = false,
            Failure = record.Failure is { IsPassing: true } ? null : record.Failure,
        };
        return IsOtherFile(record, candidate) ? relisted with { Analysis = null, Failure = null } : relisted;
    }

    // The file of a selected candidate is kept, and its analysis is the way to it: it stands until another one is selected.
    private static bool IsOtherFile(CandidateRecord record, Candidate candidate) =>
        record.Decision is not CandidateDecision.Selected
        && (record.Failure?.Kind is CandidateFailureKind.Altered
            || record.Candidate.Url.AbsolutePath != candidate.Url.AbsolutePath);
}
