using System.Text.Json.Serialization;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>What is wrong with a kept file.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<FileDamage>))]
public enum FileDamage
{
    /// <summary>Its blob is not there.</summary>
    Missing,

    /// <summary>Its blob has other bytes than were stored.</summary>
    Altered,
}

/// <summary>A damaged file that could not be stored again.</summary>
/// <param name="TitleId">The title that uses it.</param>
/// <param name="Type">As what.</param>
/// <param name="Sha256">The hash that its bytes should have.</param>
/// <param name="Damage">What is wrong with it.</param>
/// <param name="Reason">Why it could not be stored again, in a sentence.</param>
public sealed record UnmendedFile(TitleId TitleId, AssetType Type, Sha256Hash Sha256, FileDamage Damage, string Reason);

/// <summary>What a look at kept files has shown.</summary>
/// <param name="Files">How many were looked at.</param>
/// <param name="Mended">How many were missing or altered and have been stored again.</param>
/// <param name="Unmended">Those that could not be.</param>
public sealed record FileFindings(int Files, int Mended, EquatableList<UnmendedFile> Unmended);

/// <summary>Looks whether the files that titles keep are still there, byte for byte, and stores damaged ones again.</summary>
public sealed class FileVerification(TitleStore titles, AssetStore assets, AssetRefStore refs, KeptFiles files)
{
    /// <summary>Looks at all files of a title.</summary>
    /// <param name="id">The title.</param>
    /// <param name="byBytes">Whether every byte is read; else only presence and size are looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was found; nothing for a title that is gone.</returns>
    public async Task<FileFindings> VerifyAsync(TitleId id, bool byBytes, CancellationToken cancellationToken)
    {
        if (await titles.FindSnapshotAsync(id, cancellationToken) is not { } snapshot) return new FileFindings(0, 0, []);
        var mended = 0;
        var unmended = new List<UnmendedFile>();
        foreach (var file in snapshot.Cached)
        {
            var (type, sha) = (file.Type, file.Analysis.Sha256);
            if (await refs.FindVersionAsync(sha, id, type, cancellationToken) is null)
            {
                await refs.AddAsync(new AssetRef(sha, id, type, file.BlobName, file.Analysis.MediaType), cancellationToken);
            }

            if (await DamageAsync(file, byBytes, cancellationToken) is not { } damage) continue;
            if (await MendAsync(snapshot, file, cancellationToken) is not { } reason) mended++;
            else unmended.Add(new UnmendedFile(id, type, sha, damage, reason));
        }

        return new FileFindings(snapshot.Cached.Count, mended, [.. unmended]);
    }

    private async Task<FileDamage?> DamageAsync(CachedAsset file, bool byBytes, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(file.BlobName, cancellationToken) is not { } blob) return FileDamage.Missing;
        if (blob.Bytes != file.Analysis.Bytes) return FileDamage.Altered;
        if (!byBytes) return null;
        return await assets.HashAsync(file.BlobName, cancellationToken) == file.Analysis.Sha256 ? null : FileDamage.Altered;
    }

    private async Task<string?> MendAsync(TitleSnapshot snapshot, CachedAsset file, CancellationToken cancellationToken)
    {
        var source = snapshot.Candidates.FirstOrDefault(record =>
            record.Candidate.Type == file.Type
            && !record.Candidate.IsUpload
            && (record.Candidate.Key == file.CandidateKey || record.Analysis?.Sha256 == file.Analysis.Sha256));
        if (source is null)
        {
            return file.Origin is AssetOrigin.User
                ? "A person uploaded it, so it cannot be downloaded; upload it again."
                : "It was found by a scan and no provider offers it, so it cannot be downloaded; scan it again.";
        }

        var failure = await files.MendAsync(snapshot.Row.Title.Id, file, source.Candidate.Url, cancellationToken);
        return failure?.Reason;
    }
}
