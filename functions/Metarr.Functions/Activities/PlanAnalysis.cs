using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Says which candidates are to be looked at next.</summary>
public sealed class PlanAnalysis(TitleStore titles, SettingsStore settings, LiveEvents live)
{
    /// <summary>How many candidates one plan names at most, so that the run's history stays small.</summary>
    private const int PlanSize = 40;

    /// <summary>The activity.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The next candidates, or none when the selection can no longer change.</returns>
    [Function(nameof(PlanAnalysis))]
    public async Task<EquatableList<AnalysisRequest>> RunAsync([ActivityTrigger] TitleId id, CancellationToken cancellationToken)
    {
        var configured = await settings.ReadAsync(cancellationToken);
        var snapshot = await titles.GetSnapshotAsync(id, cancellationToken);
        var merged = snapshot.Merged();
        var title = merged with { LockedTypes = [.. merged.LockedTypes, .. AssetTypes.All.Where(snapshot.IsChosenByPerson)] };
        var rules = configured.Selection();
        var contenders = AnalysisPlanner.Next(title, snapshot.Candidates, AnalysisMode.BestFirst, rules)
            .Select(record => record.Candidate.Key)
            .ToHashSet();
        var plan = AnalysisPlanner.Next(title, snapshot.Candidates, configured.AnalysisMode, rules)
            .Take(PlanSize)
            .Select(record => record.Candidate)
            .Select(candidate => new AnalysisRequest(new CandidateRef(id, candidate.Type, candidate.Key), contenders.Contains(candidate.Key)))
            .ToEquatableList();
        live.Send(LiveEventNames.EnrichmentProgress, EnrichmentProgressed.Of(id, nameof(AnalyzeAsset)) with
        {
            Done = snapshot.Candidates.Count(record => record.Analysis is not null), Total = snapshot.Candidates.Count,
        });
        return plan;
    }
}
