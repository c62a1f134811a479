using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>What came of registering a scanned file.</summary>
public abstract record ScanOutcome
{
    private ScanOutcome()
    {
    }

    /// <summary>It is kept; what it is a copy of is known when a candidate's looks or bytes agree.</summary>
    /// <param name="File">The file.</param>
    /// <param name="SameBytes">Whether it is the very file of the candidate, and not merely alike.</param>
    public sealed record Kept(CachedAsset File, bool SameBytes) : ScanOutcome;

    /// <summary>There is no such title.</summary>
    public sealed record NoSuchTitle : ScanOutcome;

    /// <summary>It is no usable image.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Unusable(string Reason) : ScanOutcome;
}

/// <summary>Keeps files that a scan found beside a title, so that their replacement can be followed. They never compete.</summary>
public sealed class ScannedFiles(TitleStore titles, KeptFiles files, ImageInspector inspector, TimeProvider time)
{
    /// <summary>Registers a file; doing it again changes nothing.</summary>
    /// <param name="id">The title.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    public async Task<ScanOutcome> RegisterAsync(
        TitleId id, AssetType type, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var inspection = inspector.Inspect(content.Span);
        if (inspection is ImageInspection.Refused refused) return new ScanOutcome.Unusable(refused.Reason);
        var found = CandidateAnalysis.Describe(((ImageInspection.Accepted)inspection).Facts, content.Length);
        var stored = false;
        while (await titles.FindSnapshotAsync(id, cancellationToken) is { } snapshot)
        {
            var match = CacheMatcher.Match(type, found, snapshot.Candidates);
            var sameBytes = match?.Analysis?.Sha256 == found.Sha256;
            var known = snapshot.Cached.FirstOrDefault(file => file.Type == type && file.Analysis.Sha256 == found.Sha256);
            if (known is not null) return new ScanOutcome.Kept(known, sameBytes);
            var file = new CachedAsset(
                type, AssetStore.BlobName(type, found), found, AssetOrigin.Scan, match?.Candidate.Key, time.GetUtcNow());
            if (!stored) await files.KeepAsync(id, file, content, cancellationToken);
            stored = true;
            var changes = new PartitionChanges { Cached = [file] };
            if (await titles.TryCommitAsync(snapshot.Row, changes, cancellationToken)) return new ScanOutcome.Kept(file, sameBytes);
        }

        return new ScanOutcome.NoSuchTitle();
    }
}
