using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Metarr.Enrichment.Imaging;

namespace Metarr.Functions.Publishing;

/// <summary>Publishes to a blob container; a blob is written whole by itself.</summary>
/// <remarks>
/// The hash of a blob's bytes stands beside them and is written with them, so nothing is downloaded to compare. Who overwrites a blob
/// overwrites that too: one without it is somebody else's.
/// </remarks>
public sealed class ContainerTarget(BlobContainerClient container) : IPublishTarget
{
    private const string HashName = "sha256";
    private const long MaxReadBytes = 4 * 1024 * 1024;

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg", [".png"] = "image/png", [".webp"] = "image/webp", [".gif"] = "image/gif", [".svg"] = "image/svg+xml",
        [".nfo"] = "application/xml", [".json"] = "application/json",
    };

    /// <inheritdoc/>
    public string Name => $"container:{container.Name}";

    /// <inheritdoc/>
    public string? Root => null;

    /// <inheritdoc/>
    public string? Objection() => null;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Sha256Hash?>> ListAsync(
        string folder, IReadOnlyCollection<string> hashed, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, Sha256Hash?>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, folder + "/", cancellationToken))
            {
                var name = blob.Name[(folder.Length + 1)..];
                if (!name.Contains('/', StringComparison.Ordinal)) files[name] = HashOf(blob);
            }
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }

        return files;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string folder, string name, CancellationToken cancellationToken)
    {
        try
        {
            var blob = Blob(folder, name);
            var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (properties.Value.ContentLength > MaxReadBytes) return null;
            return (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(string folder, string name, Stream content, Sha256Hash sha256, CancellationToken cancellationToken)
    {
        var mediaType = MediaTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = mediaType },
            Metadata = new Dictionary<string, string> { [HashName] = sha256.ToString() },
        };
        return Blob(folder, name).UploadAsync(content, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string folder, string name, CancellationToken cancellationToken) =>
        Blob(folder, name).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A container has no folders but those its blobs are in.</remarks>
    public void RemoveIfEmpty(string folder)
    {
    }

    private static Sha256Hash? HashOf(BlobItem blob) =>
        blob.Metadata.TryGetValue(HashName, out var text) && Sha256Hash.TryParse(text, out var sha) ? sha : null;

    private BlobClient Blob(string folder, string name) => container.GetBlobClient($"{folder}/{name}");
}
