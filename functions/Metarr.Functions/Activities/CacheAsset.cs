using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Stores a newly chosen file under the hash of its bytes, verified against its analysis.</summary>
public sealed class CacheAsset(TitleStore titles, AssetStore assets, AssetRefStore refs, AssetDownloader downloader, TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="chosen">The candidate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the file can no longer be had; the candidate is marked, so that the next best takes its place.</returns>
    [Function(nameof(CacheAsset))]
    public async Task<bool> RunAsync([ActivityTrigger] CandidateRef chosen, CancellationToken cancellationToken)
    {
        var (id, type, key) = chosen;
        var record = await titles.FindCandidateAsync(id, type, key, cancellationToken);
        if (record?.Analysis is not { } analysis) return false;

        var blobName = AssetStore.BlobName(type, analysis);
        await refs.AddAsync(new AssetRef(analysis.Sha256, id, type, blobName, analysis.MediaType), cancellationToken);
        if (!await assets.HasAsync(blobName, analysis.Bytes, cancellationToken)
            && await StoreAsync(id, record, analysis, blobName, cancellationToken) is { } failure)
        {
            await titles.WriteAsync(id, record with { Failure = failure }, cancellationToken);
            await refs.RemoveAsync(analysis.Sha256, id, type, cancellationToken);
            return false;
        }

        var known = await titles.FindCachedAsync(id, type, analysis.Sha256, cancellationToken);
        if (known is null)
        {
            var cached = new CachedAsset(type, blobName, analysis, AssetOrigin.Provider, key, time.GetUtcNow());
            await titles.WriteAsync(id, cached, cancellationToken);
        }

        return true;
    }

    private async Task<CandidateFailure?> StoreAsync(
        TitleId id, CandidateRecord record, AssetAnalysis analysis, string blobName, CancellationToken cancellationToken)
    {
        if (await assets.ReadStagedAsync(id, record.Candidate.Key, cancellationToken) is { } staged
            && Sha256Hash.Of(staged.Span) == analysis.Sha256)
        {
            await assets.StoreAsync(blobName, staged, analysis.MediaType, cancellationToken);
            return null;
        }

        var download = await downloader.DownloadAsync(record.Candidate.Url, cancellationToken);
        if (download is not DownloadResult.Downloaded downloaded) return DownloadFailures.Of(download, time.GetUtcNow());
        using (downloaded)
        {
            if (Sha256Hash.Of(downloaded.Bytes.Span) != analysis.Sha256)
            {
                return new CandidateFailure(
                    CandidateFailureKind.Altered, "The provider replaced the file after it was analysed.", time.GetUtcNow());
            }

            await assets.StoreAsync(blobName, downloaded.Bytes, analysis.MediaType, cancellationToken);
            return null;
        }
    }
}
