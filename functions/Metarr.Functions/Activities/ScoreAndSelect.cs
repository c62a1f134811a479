using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Scores every candidate and plans the choice; what is selected changes only when the run is committed.</summary>
public sealed class ScoreAndSelect(TitleStore titles, SettingsStore settings, TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The choice for each type that automation may choose for; empty when a person does the choosing.</returns>
    [Function(nameof(ScoreAndSelect))]
    public async Task<SelectionPlan> RunAsync([ActivityTrigger] TitleId id, CancellationToken cancellationToken)
    {
        var configured = await settings.ReadAsync(cancellationToken);
        var snapshot = await titles.GetSnapshotAsync(id, cancellationToken);
        var title = snapshot.Merged();
        var rules = configured.Selection();
        var selections = AssetTypes.All
            .Where(type => rules.Limit(type) > 0 && !title.IsLocked(type) && !snapshot.IsChosenByPerson(type))
            .Select(type => AssetSelector.Select(type, snapshot.Candidates, title.Metadata.OriginalLanguage, rules))
            .ToList();

        await titles.WriteAsync(id, Rescored(snapshot.Candidates, selections, rules.Scoring), cancellationToken);
        if (!configured.AutoSelectAssets) return new SelectionPlan([], configured.ChoiceMark());
        var forbidden = snapshot.Candidates
            .Where(record => record is { Decision: CandidateDecision.Selected, Candidate.IsUpload: false })
            .Select(record => record.Candidate)
            .Where(candidate => rules.Languages.Tier(candidate, title.Metadata.OriginalLanguage) is null)
            .ToLookup(candidate => candidate.Type, candidate => candidate.Key);
        return new SelectionPlan([.. selections
            .Where(selection => selection.Chosen.Count > 0 || forbidden.Contains(selection.Type))
            .Select(selection => Plan(selection, forbidden[selection.Type]))], configured.ChoiceMark());
    }

    private static PlannedType Plan(TypeSelection selection, IEnumerable<string> unwanted) => new(
        selection.Type,
        [.. selection.Chosen.Select(record => record.Candidate.Key)],
        [.. selection.Chosen.Where(record => record.Decision is not CandidateDecision.Selected).Select(record => record.Candidate.Key)],
        [.. unwanted]);

    /// <summary>The records whose score or standing as a duplicate is not what is stored.</summary>
    private IEnumerable<CandidateRecord> Rescored(
        IEnumerable<CandidateRecord> candidates, List<TypeSelection> selections, ScoringSettings scoring)
    {
        var now = time.GetUtcNow();
        var byType = selections.ToDictionary(selection => selection.Type);
        foreach (var record in candidates)
        {
            var scored = record with { Score = AssetScorer.Score(record.Candidate, record.Analysis, scoring) };
            if (byType.TryGetValue(record.Candidate.Type, out var selection)) scored = Redecided(scored, selection, now);
            if (scored != record) yield return scored;
        }
    }

    private static CandidateRecord Redecided(CandidateRecord record, TypeSelection selection, DateTimeOffset now)
    {
        if (record.Decision is CandidateDecision.Selected or CandidateDecision.Retired) return record;
        var original = selection.Duplicates.GetValueOrDefault(record.Candidate.Key);
        var decision = original is null ? CandidateDecision.None : CandidateDecision.Duplicate;
        return (decision, original) == (record.Decision, record.DuplicateOf)
            ? record
            : record with { Decision = decision, DuplicateOf = original, DecidedAt = now };
    }
}
