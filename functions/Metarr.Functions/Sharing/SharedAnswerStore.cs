using System.Globalization;
using System.IO.Compression;
using Azure;
using Azure.Storage.Blobs.Models;
using Metarr.Enrichment.Providers.Sharing;

namespace Metarr.Functions.Sharing;

/// <summary>Keeps shared answers as blobs: the gzip of the body, and beside it as metadata what is known of it.</summary>
/// <param name="container">Where they lie.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedAnswerStore(SharedContainer container, TimeProvider time) : ISharedAnswers
{
    /// <summary>How long others wait for one who asks; its process may have died. Longer than a call with all its retries takes.</summary>
    private static readonly TimeSpan AnnouncedFor = TimeSpan.FromMinutes(2);

    private const string FetchedAt = "fetched";
    private const string ConfirmedAt = "confirmed";
    private const string Known = "known";
    private const string Tag = "tag";
    private const string AnnouncedAt = "announced";

    /// <inheritdoc/>
    public Task<SharedAnswer?> FindAsync(string question, CancellationToken cancellationToken) => container.TryAsync(
        SharedName.Answer(question),
        async blob =>
        {
            var found = (await blob.DownloadContentAsync(cancellationToken)).Value;
            var (version, metadata) = (found.Details.ETag.ToString(), found.Details.Metadata);
            var content = await UnpackAsync(found.Content, cancellationToken);
            if (content is not null && Time(metadata, FetchedAt) is { } fetched && Time(metadata, ConfirmedAt) is { } confirmed)
            {
                var tag = metadata.TryGetValue(Tag, out var escaped) ? Uri.UnescapeDataString(escaped) : null;
                return new SharedAnswer(content, metadata.ContainsKey(Known), fetched, confirmed) { ETag = tag, Version = version };
            }

            await blob.DeleteIfExistsAsync(conditions: Unchanged(version), cancellationToken: cancellationToken);
            return null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task KeepAsync(string question, SharedAnswer answer, CancellationToken cancellationToken) => container.TryAsync(
        SharedName.Answer(question),
        async blob =>
        {
            var options = new BlobUploadOptions { Metadata = Metadata(answer) };
            return await blob.UploadAsync(await PackAsync(answer.Content, cancellationToken), options, cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ConfirmAsync(string question, SharedAnswer answer, CancellationToken cancellationToken) => container.TryAsync(
        SharedName.Answer(question),
        async blob => await blob.SetMetadataAsync(Metadata(answer), Unchanged(answer.Version), cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task EvictAsync(string question, SharedAnswer answer, CancellationToken cancellationToken) => container.TryAsync(
        SharedName.Answer(question),
        async blob => await blob.DeleteIfExistsAsync(conditions: Unchanged(answer.Version), cancellationToken: cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable?> TryAnnounceAsync(string question, CancellationToken cancellationToken)
    {
        var name = SharedName.Announcement(question);
        var nobody = new BlobRequestConditions { IfNoneMatch = ETag.All };
        if (await AnnounceAsync(name, nobody, cancellationToken) is { } first) return first;

        // An announcement that has stood too long is taken over by whoever is first to replace that very one.
        var standing = await container.TryAsync(
            name, async blob => (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value, cancellationToken);
        if (standing is null) return container.IsResting ? new Unannounced() : null;
        if (time.GetUtcNow() - (Time(standing.Metadata, AnnouncedAt) ?? standing.LastModified) < AnnouncedFor) return null;
        return await AnnounceAsync(name, Unchanged(standing.ETag.ToString()), cancellationToken);
    }

    private static BlobRequestConditions Unchanged(string? version) =>
        new() { IfMatch = version is null ? default(ETag?) : new ETag(version) };

    private static Dictionary<string, string> Metadata(SharedAnswer answer)
    {
        var metadata = new Dictionary<string, string>
        {
            [FetchedAt] = answer.FetchedAt.ToString("O", CultureInfo.InvariantCulture),
            [ConfirmedAt] = answer.ConfirmedAt.ToString("O", CultureInfo.InvariantCulture),
        };
        if (answer.IsKnown) metadata[Known] = "true";

        // A header bears ASCII only, and a tag may hold quotes.
        if (answer.ETag is { } tag) metadata[Tag] = Uri.EscapeDataString(tag);
        return metadata;
    }

    private static DateTimeOffset? Time(IDictionary<string, string> metadata, string name) =>
        metadata.TryGetValue(name, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? moment : null;

    private static async Task<BinaryData> PackAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(content, cancellationToken);
        }

        return BinaryData.FromBytes(packed.ToArray());
    }

    private static async Task<byte[]?> UnpackAsync(BinaryData packed, CancellationToken cancellationToken)
    {
        try
        {
            await using var gzip = new GZipStream(packed.ToStream(), CompressionMode.Decompress);
            using var content = new MemoryStream();
            await gzip.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (InvalidDataException)
        {
            // Not what was written: nobody is to read it again.
            return null;
        }
    }

    private async Task<Announcement?> AnnounceAsync(
        string name, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        // In the metadata, not by the storage's clock: the apps' clocks are compared with each other only.
        var options = new BlobUploadOptions
        {
            Conditions = conditions,
            Metadata = new Dictionary<string, string> { [AnnouncedAt] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) },
        };
        var written = await container.TryAsync(
            name,
            async blob => await blob.UploadAsync(BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty), options, cancellationToken),
            cancellationToken);
        return written is null ? null : new Announcement(container, name, written.Value.ETag.ToString());
    }

    /// <summary>Nobody can be told, and nobody waited for.</summary>
    private sealed class Unannounced : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Tells others that someone is asking, until it is disposed.</summary>
    private sealed class Announcement(SharedContainer container, string name, string version) : IAsyncDisposable
    {
        // Given no token: whoever stops asking takes the announcement away all the same.
        public async ValueTask DisposeAsync() => await container.TryAsync(
            name,
            async blob => await blob.DeleteIfExistsAsync(conditions: Unchanged(version), cancellationToken: CancellationToken.None),
            CancellationToken.None);
    }
}
