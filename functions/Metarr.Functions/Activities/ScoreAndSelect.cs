using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Says which candidates to look at next, and once none is left, scores all and plans the choice.</summary>
/// <remarks>
/// What is selected changes only when the run is committed. Both are read from one snapshot, and scores are written only where they
/// changed, so that a run with nothing new costs one call to the storage here.
/// </remarks>
public sealed class ScoreAndSelect(TitleStore titles, TitlesAtWork atWork, LiveEvents live, TimeProvider time)
{
    /// <summary>How many candidates one step names at most, so that the run's history stays small.</summary>
    private const int StepSize = 40;

    /// <summary>The activity.</summary>
    /// <param name="request">The title, and the settings of the run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The next candidates to look at, or the choice for each type that automation may choose for.</returns>
    [Function(nameof(ScoreAndSelect))]
    public async Task<SelectionStep> RunAsync([ActivityTrigger] SelectionRequest request, CancellationToken cancellationToken)
    {
        var (id, jobId, configured) = request;
        var snapshot = atWork.Take(id, jobId) ?? await titles.GetSnapshotAsync(id, cancellationToken);
        var merged = snapshot.Merged();
        var title = merged with { LockedTypes = [.. merged.LockedTypes.Union(AssetTypes.All.Where(snapshot.IsChosenByPerson))] };
        var rules = configured.Selection();
        var next = Next(title, snapshot, configured.AnalysisMode, rules);
        live.Send(LiveEventNames.EnrichmentProgress, EnrichmentProgressed.Of(id, nameof(AnalyzeAsset)) with
        {
            Done = snapshot.Candidates.Count(record => record.Analysis is not null), Total = snapshot.Candidates.Count,
        });
        if (next.Count > 0) return new SelectionStep(next, null);

        var types = AssetTypes.All.Where(type => !title.IsLocked(type));
        var selections = AssetSelector.SelectAll(types, snapshot.Candidates, title.Metadata.OriginalLanguage, rules);
        var rescored = Rescored(snapshot.Candidates, selections, rules.Scoring).ToList();
        await titles.WriteAsync(id, rescored, cancellationToken);
        var planned = configured.AutoSelectAssets ? Plan(title, snapshot, selections, rules) : [];

        // Where files are still to be stored, what is kept of the title changes before the commit, which then has to read it.
        if (planned.All(type => type.NewKeys.Count == 0)) atWork.Remember(jobId, With(snapshot, rescored));
        return new SelectionStep([], new SelectionPlan(planned) { Missed = [.. MissedArt.Types(title, snapshot.Candidates, rules)] });
    }

    private static TitleSnapshot With(TitleSnapshot snapshot, List<CandidateRecord> rescored) => rescored.Count == 0
        ? snapshot
        : snapshot with { Candidates = [.. rescored.UnionBy(snapshot.Candidates, record => (record.Candidate.Type, record.Candidate.Key))] };

    private static EquatableList<AnalysisRequest> Next(Title title, TitleSnapshot snapshot, AnalysisMode mode, SelectionSettings rules)
    {
        var contenders = AnalysisPlanner.Next(title, snapshot.Candidates, AnalysisMode.BestFirst, rules)
            .Select(record => record.Candidate.Key)
            .ToHashSet();
        return AnalysisPlanner.Next(title, snapshot.Candidates, mode, rules)
            .Take(StepSize)
            .Select(record => record.Candidate)
            .Select(candidate => new AnalysisRequest(new CandidateRef(title.Id, candidate.Type, candidate.Key), contenders.Contains(candidate.Key)))
            .ToEquatableList();
    }

    private static EquatableList<PlannedType> Plan(
        Title title, TitleSnapshot snapshot, IEnumerable<TypeSelection> selections, SelectionSettings rules)
    {
        var unwanted = snapshot.Candidates
            .Where(record => record is { Decision: CandidateDecision.Selected, Candidate.IsUpload: false })
            .Select(record => record.Candidate)
            .Where(candidate => rules.Limit(candidate.Type) == 0 || rules.Languages.Tier(candidate, title.Metadata.OriginalLanguage) is null)
            .ToLookup(candidate => candidate.Type, candidate => candidate.Key);
        return selections
            .Where(selection => selection.Chosen.Count > 0 || unwanted.Contains(selection.Type))
            .Select(selection => new PlannedType(
                selection.Type,
                [.. selection.Chosen.Select(record => record.Candidate.Key)],
                [.. selection.Chosen.Where(record => record.Decision is not CandidateDecision.Selected).Select(record => record.Candidate.Key)],
                [.. unwanted[selection.Type]]))
            .ToEquatableList();
    }

    /// <summary>The records whose score or standing as a duplicate is not what is stored.</summary>
    private IEnumerable<CandidateRecord> Rescored(
        IEnumerable<CandidateRecord> candidates, IEnumerable<TypeSelection> selections, ScoringSettings scoring)
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
