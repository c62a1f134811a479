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
    /// <summary>A kept file with its link to the candidate that it is a copy of, by what is known of the candidates now.</summary>
    /// <remarks>
    /// What a scan found may be like one candidate and turn out to be the very file of another that is looked at later, so its link
    /// follows the closest. All other files were kept for a candidate, and stay linked to it.
    /// </remarks>
    /// <param name="file">The file.</param>
    /// <param name="candidates">The title's candidates.</param>
    /// <returns>The file; as it was when no candidate is close enough.</returns>
    internal static CachedAsset Linked(CachedAsset file, IEnumerable<CandidateRecord> candidates)
    {
        if (file is { Origin: not AssetOrigin.Scan, CandidateKey: not null }) return file;
        return CacheMatcher.Match(file.Type, file.Analysis, candidates) is { } match ? file with { CandidateKey = match.Candidate.Key } : file;
    }

    /// <summary>Registers a file; doing it again changes nothing, but for a blob that was lost, which is stored anew.</summary>
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
        CachedAsset? stored = null;
        while (await titles.FindSnapshotAsync(id, cancellationToken) is { } snapshot)
        {
            var known = snapshot.Cached.FirstOrDefault(file => file.Type == type && file.Analysis.Sha256 == found.Sha256);
            var file = Linked(
                known ?? new CachedAsset(type, AssetStore.BlobName(type, found), found, AssetOrigin.Scan, null, time.GetUtcNow()),
                snapshot.Candidates);
            var sameBytes = CacheMatcher.Match(type, found, snapshot.Candidates)?.Analysis?.Sha256 == found.Sha256;
            if (stored is null) await files.KeepAsync(id, file, content, cancellationToken);
            stored = file;
            if (file == known) return new ScanOutcome.Kept(known, sameBytes);
            var changes = new PartitionChanges { Cached = [file] };
            if (!await titles.TryCommitAsync(snapshot.Row, changes, cancellationToken)) continue;
            await files.ConfirmAsync(id, file, content, cancellationToken);
            return new ScanOutcome.Kept(file, sameBytes);
        }

        if (stored is not null) await files.ReleaseAsync(id, stored, cancellationToken);
        return new ScanOutcome.NoSuchTitle();
    }
}
