using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Downloads one candidate and looks at its bytes.</summary>
public sealed class AnalyzeAsset(
    TitleStore titles, AssetStore assets, AssetDownloader downloader, ImageInspector inspector, TimeProvider time)
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

        var download = await downloader.DownloadAsync(record.Candidate.Url, cancellationToken);
        if (download is not DownloadResult.Downloaded downloaded)
        {
            return await RefuseAsync(id, record, DownloadFailures.Of(download, time.GetUtcNow()), 0, cancellationToken);
        }

        using (downloaded)
        {
            var inspection = inspector.Inspect(downloaded.Bytes.Span);
            if (inspection is ImageInspection.Refused refused)
            {
                var failure = new CandidateFailure(CandidateFailureKind.NotAnImage, refused.Reason, time.GetUtcNow());
                return await RefuseAsync(id, record, failure, downloaded.Bytes.Length, cancellationToken);
            }

            var analysis = Describe(((ImageInspection.Accepted)inspection).Facts, downloaded.Bytes.Length);
            if (request.Stage) await assets.StageAsync(id, key, downloaded.Bytes, cancellationToken);
            await titles.WriteAsync(id, record with { Analysis = analysis }, cancellationToken);
            return new AnalysisOutcome(analysis, analysis.Bytes);
        }
    }

    private static AssetAnalysis Describe(ImageFacts facts, long bytes) => new(
        facts.Width,
        facts.Height,
        facts.Sha256,
        facts.PerceptualHash,
        facts.AlphaHash,
        facts.Extension,
        facts.MediaType,
        bytes);

    private async Task<AnalysisOutcome> RefuseAsync(
        TitleId id, CandidateRecord record, CandidateFailure failure, long bytes, CancellationToken cancellationToken)
    {
        await titles.WriteAsync(id, record with { Failure = failure }, cancellationToken);
        var isLimited = failure.Kind is CandidateFailureKind.RateLimited;
        return new AnalysisOutcome(null, bytes, isLimited ? record.Candidate.Provider : null);
    }
}
