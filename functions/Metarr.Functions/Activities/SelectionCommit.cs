using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Activities;

/// <summary>What a planned choice changes in a title's partition.</summary>
/// <param name="Changes">The choices that change, and what they replace.</param>
/// <param name="NewChoices">How many files are selected that were not before.</param>
internal sealed record SelectionCommit(PartitionChanges Changes, int NewChoices)
{
    /// <summary>
    /// How many kept files are linked at once; the next run links more. A transaction takes 100 rows, and a commit may need 68 others:
    /// the title, a choice and a past one of each of the 11 types, 15 members of the cast, a note of each who comes and of each who goes.
    /// </summary>
    private const int LinksAtOnce = 30;

    /// <summary>Holds a plan against the title as it is now.</summary>
    /// <remarks>
    /// A person may have locked or chosen since the plan was made, and wins. For every planned file that is not stored one of the
    /// old choice stays, the best first; when none of a type is stored, the old choice stands, but for what the plan does not want.
    /// </remarks>
    /// <param name="snapshot">The title as it is now.</param>
    /// <param name="plan">The choice.</param>
    /// <param name="now">The time of the commit.</param>
    /// <returns>The changes; none when the selection stays as it is.</returns>
    public static SelectionCommit Of(TitleSnapshot snapshot, SelectionPlan plan, DateTimeOffset now)
    {
        var changes = new List<PartitionChanges>();
        var newChoices = 0;
        foreach (var planned in plan.Types)
        {
            if (snapshot.Row.Title.IsLocked(planned.Type) || snapshot.IsChosenByPerson(planned.Type)) continue;
            var before = snapshot.ChoiceOf(planned.Type)?.Art ?? [];
            if (HoldsNewUpload(snapshot, planned, before)) continue;
            var art = Art(snapshot, planned, before);
            if (art.Count == 0 && before.Count == 0) continue;
            newChoices += art.Count(chosen => !before.Contains(chosen));
            changes.Add(Replacement.Of(snapshot, new TypeChoice(planned.Type, art, SelectedBy.Auto, now)));
        }

        var links = NewLinks(snapshot).Take(LinksAtOnce);
        return new SelectionCommit(Replacement.Together(changes) with { Cached = [.. links] }, newChoices);
    }

    /// <summary>Whether a person uploaded art and gave the type back since the plan was made; the next run plans with it.</summary>
    private static bool HoldsNewUpload(TitleSnapshot snapshot, PlannedType planned, EquatableList<ChosenArt> before)
    {
        var uploads = snapshot.Candidates
            .Where(record => record.Candidate.Type == planned.Type && record.Candidate.IsUpload)
            .Select(record => record.Candidate.Key)
            .ToHashSet();
        return before.Any(art => uploads.Contains(art.Key) && !planned.Keys.Contains(art.Key));
    }

    private static EquatableList<ChosenArt> Art(TitleSnapshot snapshot, PlannedType planned, EquatableList<ChosenArt> before)
    {
        var ofType = snapshot.Candidates.Where(record => record.Candidate.Type == planned.Type).ToDictionary(r => r.Candidate.Key);
        var stored = new List<ChosenArt>();
        foreach (var key in planned.Keys)
        {
            if (ofType.TryGetValue(key, out var record) && snapshot.CachedFileOf(record) is { } file)
            {
                stored.Add(new ChosenArt(key, file.Analysis.Sha256));
            }
        }

        var standIns = before.Where(old => !planned.Unwanted.Contains(old.Key) && !stored.Exists(art => art.Key == old.Key));
        return stored.Count == 0
            ? [.. standIns]
            : [.. stored, .. standIns.Take(planned.Keys.Count - stored.Count)];
    }

    /// <summary>Kept files that turn out to be copies of other candidates than was known, now that those were looked at.</summary>
    private static IEnumerable<CachedAsset> NewLinks(TitleSnapshot snapshot) =>
        from file in snapshot.Cached
        let linked = ScannedFiles.Linked(file, snapshot.Candidates)
        where linked != file
        select linked;
}
