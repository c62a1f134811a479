using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Activities;

/// <summary>What a planned choice changes in a title's partition.</summary>
/// <param name="Candidates">The candidates whose decision changes.</param>
/// <param name="Cached">The kept files that are retired, or taken back.</param>
/// <param name="NewChoices">How many files are selected that were not before.</param>
internal sealed record SelectionCommit(
    IReadOnlyList<CandidateRecord> Candidates, IReadOnlyList<CachedAsset> Cached, int NewChoices)
{
    /// <summary>Holds a plan against the title as it is now.</summary>
    /// <remarks>
    /// A person may have locked or chosen since the plan was made, and wins. For every planned file that is not stored one of the
    /// old choice stays, the best first; when none of a type is stored, the old choice stands as it is.
    /// </remarks>
    /// <param name="snapshot">The title as it is now.</param>
    /// <param name="plan">The choice.</param>
    /// <param name="now">The time of the commit.</param>
    /// <returns>The changes; none when the selection stays as it is.</returns>
    public static SelectionCommit Of(TitleSnapshot snapshot, SelectionPlan plan, DateTimeOffset now)
    {
        var candidates = new List<CandidateRecord>();
        var newChoices = 0;
        foreach (var planned in plan.Types)
        {
            if (snapshot.Row.Title.IsLocked(planned.Type) || snapshot.IsChosenByPerson(planned.Type)) continue;
            var ofType = snapshot.Candidates.Where(record => record.Candidate.Type == planned.Type).ToDictionary(r => r.Candidate.Key);
            var stored = planned.Keys.Where(key => ofType.TryGetValue(key, out var record) && snapshot.CachedFileOf(record) is not null).ToList();
            if (stored.Count == 0) continue;
            stored.AddRange(StandIns(ofType, stored, planned.Keys.Count - stored.Count));
            newChoices += stored.Count(key => ofType[key].Decision is not CandidateDecision.Selected);
            candidates.AddRange(Decide(ofType, stored, now));
        }

        return new SelectionCommit(candidates, [.. CachedChanges(snapshot, candidates, now)], newChoices);
    }

    /// <summary>The best of the old choice, in place of planned files that are not there.</summary>
    private static List<string> StandIns(Dictionary<string, CandidateRecord> ofType, List<string> stored, int missing) =>
    [
        .. ofType
            .Where(pair => pair.Value.Decision is CandidateDecision.Selected && !stored.Contains(pair.Key))
            .OrderBy(pair => pair.Value.Rank)
            .Select(pair => pair.Key)
            .Take(missing),
    ];

    private static IEnumerable<CandidateRecord> Decide(
        Dictionary<string, CandidateRecord> ofType, List<string> stored, DateTimeOffset now)
    {
        foreach (var (key, record) in ofType)
        {
            var rank = stored.IndexOf(key) + 1;
            if (rank > 0 && (record.Decision, record.Rank) != (CandidateDecision.Selected, rank))
            {
                yield return record with
                {
                    Decision = CandidateDecision.Selected, SelectedBy = SelectedBy.Auto, Rank = rank, DuplicateOf = null, DecidedAt = now,
                };
            }
            else if (rank == 0 && record.Decision is CandidateDecision.Selected)
            {
                yield return record with
                {
                    Decision = CandidateDecision.Retired, SelectedBy = null, Rank = null, DecidedAt = now,
                };
            }
        }
    }

    private static IEnumerable<CachedAsset> CachedChanges(
        TitleSnapshot snapshot, IEnumerable<CandidateRecord> decided, DateTimeOffset now)
    {
        foreach (var record in decided)
        {
            if (snapshot.CachedFileOf(record) is not { } file) continue;
            var isRetired = record.Decision is CandidateDecision.Retired;
            if (isRetired != file.RetiredAt is not null) yield return file with { RetiredAt = isRetired ? now : null };
        }
    }
}
