using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Activities;
using Metarr.Functions.Sharing;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Keeps files for titles and lets them go; blobs are shared, and one goes with its last user.</summary>
/// <remarks>
/// To keep: record the use, hold or store the blob, then write the title's row of the file, and see that the use is still recorded. To
/// let go: take the title's row away (with the title's version), then the use, see that the row is still gone, then the blob. Whoever
/// takes the file up in between wins. What a process that dies in between leaves is cleared by <see cref="AbandonedFiles"/>.
/// </remarks>
public sealed class KeptFiles(
    TitleStore titles, AssetStore assets, AssetRefStore refs, SharedImages shared, AssetDownloader downloader, TimeProvider time)
{
    /// <summary>Keeps a candidate's file: it is stored already, or put aside, or shared, or downloaded once, and verified against its hash.</summary>
    /// <param name="id">The title.</param>
    /// <param name="record">The candidate; it was analysed.</param>
    /// <param name="priority">Who waits for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it is kept, or why it cannot be.</returns>
    /// <exception cref="ArgumentException">The candidate was not analysed.</exception>
    public async Task<CandidateFailure?> KeepAsync(
        TitleId id, CandidateRecord record, CallPriority priority, CancellationToken cancellationToken)
    {
        var analysis = record.Analysis ?? throw new ArgumentException("The candidate was not analysed.", nameof(record));
        var type = record.Candidate.Type;
        var blobName = AssetStore.BlobName(type, analysis);
        var file = new CachedAsset(type, blobName, analysis, AssetOrigin.Provider, record.Candidate.Key, time.GetUtcNow());
        while (true)
        {
            await refs.AddAsync(file.UsedBy(id), cancellationToken);
            if (!await assets.HoldAsync(blobName, analysis.Bytes, cancellationToken)
                && await StoreAsync(id, record, analysis, blobName, priority, cancellationToken) is { } failure)
            {
                await ReleaseAsync(id, file, cancellationToken);
                return failure;
            }

            if (await IsTakenUpAsync(id, file, cancellationToken)) return null;
        }
    }

    /// <summary>Keeps a file that came with a request.</summary>
    /// <param name="id">The title.</param>
    /// <param name="file">The file; its row is written by the caller.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// Done when it is stored and its use is recorded. It is stored anew even where it is stored already: who is told that a file is
    /// damaged sends it again, and damage need not show in the size.
    /// </returns>
    public async Task KeepAsync(TitleId id, CachedAsset file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var analysis = file.Analysis;
        await refs.AddAsync(new AssetRef(analysis.Sha256, id, file.Type, file.BlobName, analysis.MediaType), cancellationToken);
        await assets.StoreAsync(file.BlobName, content, analysis.MediaType, cancellationToken);
    }

    /// <summary>Makes sure of a file that came with a request, once its row is written.</summary>
    /// <param name="id">The title.</param>
    /// <param name="file">The file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is stored and its use is recorded, also when someone let the same bytes go before the row was written.</returns>
    public async Task ConfirmAsync(TitleId id, CachedAsset file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        while (await refs.FindVersionAsync(file.Analysis.Sha256, id, file.Type, cancellationToken) is null)
        {
            await KeepAsync(id, file, content, cancellationToken);
        }
    }

    /// <summary>Makes sure of a file that is kept already.</summary>
    /// <param name="id">The title.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when its blob is missing or has another size.</returns>
    public async Task<bool> HoldAsync(TitleId id, CachedAsset file, CancellationToken cancellationToken)
    {
        do
        {
            await refs.AddAsync(file.UsedBy(id), cancellationToken);
            if (!await assets.HoldAsync(file.BlobName, file.Analysis.Bytes, cancellationToken)) return false;
        }
        while (!await IsTakenUpAsync(id, file, cancellationToken));
        return true;
    }

    /// <summary>Stores a kept file's blob again from where it came from.</summary>
    /// <param name="use">The use of the file whose blob is missing or altered.</param>
    /// <param name="analysis">What its bytes must show.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it is stored, or why it cannot be.</returns>
    public async Task<CandidateFailure?> MendAsync(AssetRef use, AssetAnalysis analysis, Uri source, CancellationToken cancellationToken)
    {
        await refs.AddAsync(use, cancellationToken);
        return await DownloadAsync(source, analysis, use.BlobName, CallPriority.Background, cancellationToken);
    }

    /// <summary>Lets a file go whose row the title no longer has, unless the title has taken it up again.</summary>
    /// <param name="id">The title.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the use is taken back, and the blob too when this was its last user.</returns>
    public Task ReleaseAsync(TitleId id, CachedAsset file, CancellationToken cancellationToken) =>
        ReleaseAsync(id, file.UsedBy(id), cancellationToken);

    /// <summary>Takes back the use of a file that the title has no row of, unless the title takes it up at this moment.</summary>
    /// <param name="id">The title.</param>
    /// <param name="use">Its use of the file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when the use is taken back, and the blob too when this was its last user.</returns>
    public async Task ReleaseAsync(TitleId id, AssetRef use, CancellationToken cancellationToken)
    {
        var (type, sha) = (use.Type, use.Sha256);
        if (await refs.FindVersionAsync(sha, id, type, cancellationToken) is { } version)
        {
            if (await titles.FindCachedAsync(id, type, sha, cancellationToken) is not null) return;
            if (!await refs.TryRemoveAsync(sha, id, type, version, cancellationToken)) return;
            if (await titles.FindCachedAsync(id, type, sha, cancellationToken) is { } takenUp)
            {
                await refs.AddAsync(takenUp.UsedBy(id), cancellationToken);
                return;
            }
        }

        await DeleteUnusedAsync(sha, use.BlobName, cancellationToken);
    }

    /// <summary>Deletes a blob, unless anybody uses it.</summary>
    /// <param name="sha">The hash of its bytes.</param>
    /// <param name="blobName">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when it was deleted; false when it is used, held at this moment, or not there.</returns>
    public async Task<bool> DeleteUnusedAsync(Sha256Hash sha, string blobName, CancellationToken cancellationToken)
    {
        // The version is read before the uses: whoever records a use later holds the blob later, too.
        if (await assets.FindAsync(blobName, cancellationToken) is not { } blob) return false;
        if (await refs.IsUsedAsync(sha, blobName, cancellationToken)) return false;
        return await assets.TryDeleteAsync(blobName, blob.Version, cancellationToken);
    }

    /// <summary>Writes a file's row, and looks whether its use is still recorded.</summary>
    /// <returns>
    /// False when someone who let an earlier file of the same bytes go took the use back before the row was there; the blob may be gone, too.
    /// Who takes it back later finds the row, and records the use again.
    /// </returns>
    private async Task<bool> IsTakenUpAsync(TitleId id, CachedAsset file, CancellationToken cancellationToken)
    {
        await titles.AddIfMissingAsync(id, file, cancellationToken);
        return await refs.FindVersionAsync(file.Analysis.Sha256, id, file.Type, cancellationToken) is not null;
    }

    private async Task<CandidateFailure?> StoreAsync(
        TitleId id,
        CandidateRecord record,
        AssetAnalysis analysis,
        string blobName,
        CallPriority priority,
        CancellationToken cancellationToken)
    {
        using (var staged = await assets.ReadStagedAsync(id, record.Candidate.Key, cancellationToken))
        {
            if (staged is not null && Sha256Hash.Of(staged.Bytes.Span) == analysis.Sha256)
            {
                await assets.StoreAsync(blobName, staged.Bytes, analysis.MediaType, cancellationToken);
                await shared.KeepBytesAsync(analysis.Sha256, staged.Bytes, analysis.MediaType, cancellationToken);
                return null;
            }
        }

        return await DownloadAsync(record.Candidate.Url, analysis, blobName, priority, cancellationToken);
    }

    private async Task<CandidateFailure?> DownloadAsync(
        Uri source, AssetAnalysis analysis, string blobName, CallPriority priority, CancellationToken cancellationToken)
    {
        if (await shared.ReadBytesAsync(analysis.Sha256, cancellationToken) is { } bytes)
        {
            await assets.StoreAsync(blobName, bytes, analysis.MediaType, cancellationToken);
            return null;
        }

        var download = await downloader.DownloadAsync(source, priority, cancellationToken);
        if (download is not DownloadResult.Downloaded downloaded) return DownloadFailures.Of(download, time.GetUtcNow());
        using (downloaded)
        {
            if (Sha256Hash.Of(downloaded.Bytes.Span) != analysis.Sha256)
            {
                await shared.EvictAsync(source, cancellationToken);
                return new CandidateFailure(
                    CandidateFailureKind.Altered, "The provider replaced the file after it was analysed.", time.GetUtcNow());
            }

            await assets.StoreAsync(blobName, downloaded.Bytes, analysis.MediaType, cancellationToken);
            await shared.KeepBytesAsync(analysis.Sha256, downloaded.Bytes, analysis.MediaType, cancellationToken);
            return null;
        }
    }
}
