using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Downloads one candidate and looks at its bytes.</summary>
public sealed class AnalyzeAsset(TitleStore titles, CandidateAnalysis analysis)
{
    /// <summary>The activity.</summary>
    /// <param name="request">The candidate, and whether its bytes are put aside.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was found. A candidate that cannot be used is an outcome, not an error.</returns>
    [Function(nameof(AnalyzeAsset))]
    public async Task<AnalysisOutcome> RunAsync([ActivityTrigger] AnalysisRequest request, CancellationToken cancellationToken)
    {
        var (id, type, key) = request.Candidate;
        var record = await titles.FindCandidateAsync(id, type, key, cancellationToken);
        if (record is null or { Failure: not null }) return new AnalysisOutcome(null, 0);
        if (record.Analysis is { } known) return new AnalysisOutcome(known, 0);
        var looked = await analysis.LookAsync(id, record, request.Stage, CallPriority.Background, cancellationToken);
        var isLimited = looked.Record.Failure is { Kind: CandidateFailureKind.RateLimited };
        return new AnalysisOutcome(looked.Record.Analysis, looked.DownloadedBytes, isLimited ? record.Candidate.Provider : null);
    }
}
