using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Providers.Sharing;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Sharing;

/// <summary>
/// What images of providers showed, by their address, and the bytes of chosen ones, by their hash; so that an image which one library
/// has looked at is not downloaded for the next.
/// </summary>
/// <remarks>
/// An address of a provider stands for the same bytes for good. Where one does not, the bytes are found not to have the hash, the
/// analysis is evicted, and the image is looked at anew. Uploads and scanned files never come here.
/// </remarks>
/// <param name="container">Where they lie; null when nothing is shared.</param>
/// <param name="time">The clock.</param>
public sealed class SharedImages(SharedContainer? container, TimeProvider time)
{
    /// <summary>Looks for what an image showed.</summary>
    /// <param name="url">Where the image lies.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of a look, or null when nobody has shared one that is young and whole enough.</returns>
    public async Task<ImageSight?> FindAsync(Uri url, CancellationToken cancellationToken)
    {
        if (container is null) return null;
        return await container.TryAsync(
            SharedName.Sight(url),
            async blob =>
            {
                var found = (await blob.DownloadContentAsync(cancellationToken)).Value;
                return Read(found.Content) is { } sight && IsAlive(sight, found.Details.LastModified) ? sight : null;
            },
            cancellationToken);
    }

    /// <summary>Shares what came of looking at an image, if that is the same for all.</summary>
    /// <param name="url">Where the image lies.</param>
    /// <param name="sight">What came of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is shared, or cannot be.</returns>
    public async Task KeepAsync(Uri url, ImageSight sight, CancellationToken cancellationToken)
    {
        if (container is null || !sight.IsOfTheImage) return;
        await container.TryAsync(
            SharedName.Sight(url),
            async blob => await blob.UploadAsync(BinaryData.FromString(StoredJson.Write(sight)), overwrite: true, cancellationToken),
            cancellationToken);
    }

    /// <summary>Takes an analysis away that does not fit the bytes.</summary>
    /// <param name="url">Where the image lies.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is gone, or cannot be reached.</returns>
    public async Task EvictAsync(Uri url, CancellationToken cancellationToken)
    {
        if (container is null) return;
        await container.TryAsync(
            SharedName.Sight(url),
            async blob => await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken),
            cancellationToken);
    }

    /// <summary>Reads the bytes of an image that some library has chosen.</summary>
    /// <param name="sha">The hash they have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes, which have that hash; null when nobody has shared them.</returns>
    public async Task<byte[]?> ReadBytesAsync(Sha256Hash sha, CancellationToken cancellationToken)
    {
        if (container is null) return null;
        return await container.TryAsync(
            FileName(sha),
            async blob =>
            {
                var found = (await blob.DownloadContentAsync(cancellationToken)).Value;
                var bytes = found.Content.ToArray();
                if (IsAlive(found.Details.LastModified) && Sha256Hash.Of(bytes) == sha) return bytes;
                await blob.DeleteIfExistsAsync(
                    conditions: new BlobRequestConditions { IfMatch = found.Details.ETag }, cancellationToken: cancellationToken);
                return null;
            },
            cancellationToken);
    }

    /// <summary>Shares the bytes of a chosen image.</summary>
    /// <param name="sha">Their hash, verified by the caller.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="mediaType">Their media type.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when they are shared, or cannot be.</returns>
    public async Task KeepBytesAsync(Sha256Hash sha, ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken)
    {
        if (container is null) return;
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = mediaType },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        await container.TryAsync(
            FileName(sha), async blob => await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken), cancellationToken);
    }

    private static string FileName(Sha256Hash sha)
    {
        var name = sha.ToString();
        return $"files/{name[..2]}/{name}";
    }

    private static ImageSight? Read(BinaryData json)
    {
        try
        {
            return StoredJson.Read<ImageSight>(json.ToString()) is { IsOfTheImage: true } whole ? whole : null;
        }
        catch (JsonException)
        {
            // Written by another version: the image is looked at anew, and what it showed takes this one's place.
            return null;
        }
    }

    /// <summary>A file that was missing or broken may be mended tomorrow.</summary>
    private bool IsAlive(ImageSight sight, DateTimeOffset written) =>
        sight.Failure is null ? IsAlive(written) : time.GetUtcNow() - written < SharingTerms.UnknownFor;

    private bool IsAlive(DateTimeOffset written) => time.GetUtcNow() - written < SharingTerms.LongestLife;
}
