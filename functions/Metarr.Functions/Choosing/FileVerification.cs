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
/// <param name="TitleId">The title that uses it, or null when it is a person's portrait.</param>
/// <param name="PersonId">TMDB's number of the person whose portrait it is, or null.</param>
/// <param name="Type">As what.</param>
/// <param name="Sha256">The hash that its bytes should have.</param>
/// <param name="Damage">What is wrong with it.</param>
/// <param name="Reason">Why it could not be stored again, in a sentence.</param>
public sealed record UnmendedFile(
    TitleId? TitleId, int? PersonId, AssetType Type, Sha256Hash Sha256, FileDamage Damage, string Reason);

/// <summary>What a look at kept files has shown.</summary>
/// <param name="Files">How many were looked at.</param>
/// <param name="Mended">How many were missing or altered and have been stored again.</param>
/// <param name="Unmended">Those that could not be.</param>
public sealed record FileFindings(int Files, int Mended, EquatableList<UnmendedFile> Unmended);

/// <summary>Looks whether the files that titles and people keep are still there, byte for byte, and stores damaged ones again.</summary>
/// <remarks>
/// A title may let a file go, and a person a portrait, while it is looked at; so what was stored or recorded again is let go when it is
/// found that nobody has it any more.
/// </remarks>
public sealed class FileVerification(
    TitleStore titles, AssetStore assets, AssetRefStore refs, KeptFiles files, FormerCast formerCast)
{
    private static readonly FileFindings Nothing = new(0, 0, []);

    /// <summary>Looks at all files of a title.</summary>
    /// <param name="id">The title.</param>
    /// <param name="byBytes">Whether every byte is read; else only presence and size are looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was found; nothing for a title that is gone.</returns>
    public async Task<FileFindings> VerifyAsync(TitleId id, bool byBytes, CancellationToken cancellationToken)
    {
        if (await titles.FindSnapshotAsync(id, cancellationToken) is not { } snapshot) return Nothing;
        var mended = 0;
        var unmended = new List<UnmendedFile>();
        foreach (var file in snapshot.Cached)
        {
            var use = file.UsedBy(id);
            var isNew = await TryRecordAsync(use, cancellationToken);
            var damage = await DamageAsync(use, file.Analysis, byBytes, cancellationToken);
            if (damage is not null)
            {
                if (await MendAsync(snapshot, file, cancellationToken) is not { } reason) mended++;
                else unmended.Add(new UnmendedFile(id, null, file.Type, use.Sha256, damage.Value, reason));
            }

            if (isNew || damage is not null) await files.ReleaseAsync(id, file, cancellationToken);
        }

        return new FileFindings(snapshot.Cached.Count, mended, [.. unmended]);
    }

    /// <summary>Looks at a person's portrait.</summary>
    /// <param name="person">The person.</param>
    /// <param name="byBytes">Whether every byte is read; else only presence and size are looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was found; nothing when no portrait is kept.</returns>
    public async Task<FileFindings> VerifyAsync(Person person, bool byBytes, CancellationToken cancellationToken)
    {
        if (person is not { Headshot: { } portrait, IsNobodys: false }) return Nothing;
        var analysis = portrait.Analysis;
        var use = portrait.UsedBy(person.Id);
        var isNew = await TryRecordAsync(use, cancellationToken);
        var damage = await DamageAsync(use, analysis, byBytes, cancellationToken);
        var failure = damage is null ? null : await files.MendAsync(use, analysis, portrait.Source, cancellationToken);
        if (isNew || damage is not null) await formerCast.TryReleaseAsync(person.Id, use, cancellationToken);
        return failure is null
            ? new FileFindings(1, damage is null ? 0 : 1, [])
            : new FileFindings(1, 0, [new UnmendedFile(null, person.Id, Headshot.Type, use.Sha256, damage!.Value, failure.Reason)]);
    }

    /// <summary>Records a use unless it is recorded.</summary>
    /// <returns>Whether it was not.</returns>
    private async Task<bool> TryRecordAsync(AssetRef use, CancellationToken cancellationToken)
    {
        if (await refs.FindVersionAsync(use.Sha256, use.User, use.Type, cancellationToken) is not null) return false;
        await refs.AddAsync(use, cancellationToken);
        return true;
    }

    private async Task<FileDamage?> DamageAsync(AssetRef use, AssetAnalysis analysis, bool byBytes, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(use.BlobName, cancellationToken) is not { } blob) return FileDamage.Missing;
        if (blob.Bytes != analysis.Bytes) return FileDamage.Altered;
        if (!byBytes) return null;
        return await assets.HashAsync(use.BlobName, cancellationToken) == analysis.Sha256 ? null : FileDamage.Altered;
    }

    private async Task<string?> MendAsync(TitleSnapshot snapshot, CachedAsset file, CancellationToken cancellationToken)
    {
        var reason = file.Origin is AssetOrigin.User
            ? "A person uploaded it, so it cannot be downloaded; upload it again."
            : "It was found by a scan and no provider offers it, so it cannot be downloaded; scan it again.";
        foreach (var source in Sources(snapshot, file))
        {
            var failure = await files.MendAsync(file.UsedBy(snapshot.Row.Title.Id), file.Analysis, source, cancellationToken);
            if (failure is null) return null;
            reason = failure.Reason;
        }

        return reason;
    }

    /// <summary>Where a file may be had, those first that are known to have served the same bytes.</summary>
    /// <remarks>A file that was not downloaded may be linked to art that only looks like it; such art has other bytes.</remarks>
    private static IEnumerable<Uri> Sources(TitleSnapshot snapshot, CachedAsset file) => snapshot.Candidates
        .Where(record => record.Candidate.Type == file.Type && !record.Candidate.IsUpload)
        .Where(record => record.Analysis?.Sha256 == file.Analysis.Sha256
            || (file.Origin is AssetOrigin.Provider && record.Candidate.Key == file.CandidateKey))
        .OrderBy(record => record.Analysis?.Sha256 != file.Analysis.Sha256)
        .Select(record => record.Candidate.Url)
        .Distinct();
}
