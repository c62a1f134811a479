using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>A chosen file as it lies in its container.</summary>
/// <param name="BlobName">Its name.</param>
/// <param name="Type">The sort of art, by its name.</param>
/// <param name="Sha256">The hash of its bytes, by its name.</param>
/// <param name="ModifiedAt">When it was stored or held last; null when the storage does not tell.</param>
public sealed record StoredFile(string BlobName, AssetType Type, Sha256Hash Sha256, DateTimeOffset? ModifiedAt);

/// <summary>Keeps the bytes of art: chosen files under the hash of their content, and files on their way.</summary>
public sealed class AssetStore(StorageClients storage)
{
    private readonly BlobContainerClient assets = storage.Assets;
    private readonly BlobContainerClient staging = storage.Staging;

    /// <summary>What a chosen file is called: <c>poster/ab/abcd….jpg</c>.</summary>
    /// <param name="type">The sort of art.</param>
    /// <param name="analysis">What its bytes showed.</param>
    /// <returns>The blob's name.</returns>
    public static string BlobName(AssetType type, AssetAnalysis analysis)
    {
        var sha = analysis.Sha256.ToString();
        return $"{type.Name()}/{sha[..2]}/{sha}.{analysis.Extension}";
    }

    /// <summary>Makes sure of a chosen file whose use is recorded: if it is stored whole, nobody deletes it from now on.</summary>
    /// <remarks>
    /// Whoever deletes a blob reads its version, sees that no use is recorded, and deletes that version only. Holding writes a new
    /// version after the use was recorded, so either the use is seen or the deletion is refused.
    /// </remarks>
    /// <param name="blobName">Its name.</param>
    /// <param name="bytes">The size it must have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when it is there with that size.</returns>
    public async Task<bool> HoldAsync(string blobName, long bytes, CancellationToken cancellationToken)
    {
        var blob = assets.GetBlobClient(blobName);
        try
        {
            var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (properties.Value.ContentLength != bytes) return false;
            await blob.SetMetadataAsync(properties.Value.Metadata, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return false;
        }
    }

    /// <summary>What is stored under a name.</summary>
    /// <param name="blobName">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its size in bytes and its version; null when it is not there.</returns>
    public async Task<(long Bytes, ETag Version)?> FindAsync(string blobName, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await assets.GetBlobClient(blobName).GetPropertiesAsync(cancellationToken: cancellationToken);
            return (properties.Value.ContentLength, properties.Value.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Deletes a file that nobody uses, unless someone holds it since its version was read.</summary>
    /// <param name="blobName">Its name.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when it is held or stored anew.</returns>
    public async Task<bool> TryDeleteAsync(string blobName, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            var condition = new BlobRequestConditions { IfMatch = version };
            await assets.GetBlobClient(blobName).DeleteIfExistsAsync(conditions: condition, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Reads some of the names of chosen files; page by page, all of them.</summary>
    /// <param name="size">How many a page has at most.</param>
    /// <param name="continuation">What the page before ended with; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The files in the order of their types and hashes, and what the next page continues; null when this is the last. What is not called
    /// as a chosen file is, is passed over: the app has not put it there.
    /// </returns>
    public async Task<(IReadOnlyList<StoredFile> Files, string? Next)> PageAsync(
        int size, string? continuation, CancellationToken cancellationToken)
    {
        await foreach (var page in assets.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(continuation, size))
        {
            var next = string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken;
            return ([.. page.Values.Select(Named).OfType<StoredFile>()], next);
        }

        return ([], null);
    }

    private static StoredFile? Named(BlobItem blob) =>
        blob.Name.Split('/') is [var folder, var digits, var file]
        && AssetTypes.TryParse(folder, out var type)
        && Sha256Hash.TryParse(Path.GetFileNameWithoutExtension(file), out var sha)
        && sha.ToString().StartsWith(digits, StringComparison.Ordinal)
            ? new StoredFile(blob.Name, type, sha, blob.Properties.LastModified)
            : null;

    /// <summary>Hashes a stored file as it is now.</summary>
    /// <param name="blobName">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The hash of its bytes, or null when it is not there.</returns>
    public async Task<Sha256Hash?> HashAsync(string blobName, CancellationToken cancellationToken)
    {
        await using var content = await OpenAsync(blobName, cancellationToken);
        return content is null ? null : new Sha256Hash(await SHA256.HashDataAsync(content, cancellationToken));
    }

    /// <summary>Stores a chosen file; it is there whole or not at all.</summary>
    /// <param name="blobName">Its name.</param>
    /// <param name="content">Its bytes, verified against the name by the caller.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is stored.</returns>
    public Task StoreAsync(string blobName, ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken) =>
        UploadAsync(assets.GetBlobClient(blobName), content, mediaType, cancellationToken);

    /// <summary>Opens a chosen file.</summary>
    /// <param name="blobName">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its bytes as a stream that can seek, or null when it is not there.</returns>
    public async Task<Stream?> OpenAsync(string blobName, CancellationToken cancellationToken)
    {
        try
        {
            return await assets.GetBlobClient(blobName).OpenReadAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Puts analysed bytes aside, so that they need not be downloaded again if they are chosen.</summary>
    /// <param name="id">The title.</param>
    /// <param name="candidateKey">The candidate.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when they are put aside.</returns>
    public Task StageAsync(TitleId id, string candidateKey, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        UploadAsync(staging.GetBlobClient(StagedName(id, candidateKey)), content, "application/octet-stream", cancellationToken);

    /// <summary>Reads bytes that were put aside.</summary>
    /// <param name="id">The title.</param>
    /// <param name="candidateKey">The candidate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes, which the caller disposes; null when they are not there.</returns>
    public async Task<RentedBytes?> ReadStagedAsync(TitleId id, string candidateKey, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await staging.GetBlobClient(StagedName(id, candidateKey)).DownloadStreamingAsync(cancellationToken: cancellationToken);
            using var download = answer.Value;
            return await RentedBytes.ReadAsync(download.Content, checked((int)download.Details.ContentLength), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Clears what a title's runs have put aside.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when nothing is left.</returns>
    public async Task ClearStagingAsync(TitleId id, CancellationToken cancellationToken)
    {
        var deletions = new List<Task>();
        await foreach (var blob in staging.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{id}/", cancellationToken))
        {
            deletions.Add(staging.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken));
        }

        await Task.WhenAll(deletions);
    }

    /// <summary>Clears what one candidate has put aside.</summary>
    /// <param name="id">The title.</param>
    /// <param name="candidateKey">The candidate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is gone.</returns>
    public Task ClearStagedAsync(TitleId id, string candidateKey, CancellationToken cancellationToken) =>
        staging.DeleteBlobIfExistsAsync(StagedName(id, candidateKey), cancellationToken: cancellationToken);

    /// <summary>Clears what runs have left aside that never came to their end.</summary>
    /// <param name="before">What was put aside before this time is cleared.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many files were cleared.</returns>
    public async Task<int> ClearStagingBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var cleared = 0;
        await foreach (var blob in staging.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (!(blob.Properties.LastModified < before)) continue;
            await staging.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
            cleared++;
        }

        return cleared;
    }

    private static string StagedName(TitleId id, string candidateKey) => $"{id}/{candidateKey}";

    private static Task<Response<BlobContentInfo>> UploadAsync(
        BlobClient blob, ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken) =>
        blob.UploadAsync(
            BinaryData.FromBytes(content),
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = mediaType } },
            cancellationToken);
}
