using System.IO.Compression;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Keeps the raw bodies of providers, so that a fresh one is not fetched again and a mended parser can be run over it.</summary>
public sealed class ProviderBodyStore(StorageClients storage)
{
    /// <summary>The name that a blob notes the hash of its body under.</summary>
    private const string ShaName = "sha256";

    private readonly BlobContainerClient container = storage.Providers;

    /// <summary>Keeps a body, unless the same is kept already: most providers send all of it though nothing is new.</summary>
    /// <param name="id">The title.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="body">The body as it was received.</param>
    /// <param name="isFirst">Whether none is kept as far as is known, so that there is nothing to compare it with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is kept.</returns>
    public async Task WriteAsync(
        TitleId id, string provider, ReadOnlyMemory<byte> body, bool isFirst, CancellationToken cancellationToken)
    {
        var blob = Blob(id, provider);
        var sha = Sha256Hash.Of(body.Span).ToString();
        if (!isFirst && await FindShaAsync(blob, cancellationToken) == sha) return;
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(body, cancellationToken);
        }

        packed.Position = 0;
        var headers = new BlobHttpHeaders { ContentType = "application/json", ContentEncoding = "gzip" };
        var metadata = new Dictionary<string, string> { [ShaName] = sha };
        await blob.UploadAsync(packed, new BlobUploadOptions { HttpHeaders = headers, Metadata = metadata }, cancellationToken);
    }

    /// <summary>Reads the body that is kept.</summary>
    /// <param name="id">The title.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The body, or null when none is kept.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(TitleId id, string provider, CancellationToken cancellationToken)
    {
        try
        {
            var download = await Blob(id, provider).DownloadContentAsync(cancellationToken);
            await using var gzip = new GZipStream(download.Value.Content.ToStream(), CompressionMode.Decompress);
            using var body = new MemoryStream();
            await gzip.CopyToAsync(body, cancellationToken);
            return body.ToArray();
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Deletes all bodies of a title.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when none is left.</returns>
    public async Task DeleteAllAsync(TitleId id, CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{id}/", cancellationToken))
        {
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
        }
    }

    /// <summary>The hash of the body that a blob holds; null when it is not there, or was written before hashes were noted.</summary>
    private static async Task<string?> FindShaAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return properties.Value.Metadata.TryGetValue(ShaName, out var sha) ? sha : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private BlobClient Blob(TitleId id, string provider) => container.GetBlobClient($"{id}/{provider}.json.gz");
}
