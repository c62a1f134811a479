using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Clears what was kept for a title or a person that never came to have it.</summary>
/// <remarks>
/// A use is recorded before its file is stored, and the file is stored before anybody has it; a process that dies in between leaves them.
/// Nothing younger than a week is looked at. That keeps what is at work out of the way; what keeps files safe is that a use, and then its
/// blob, go by the rules of <see cref="KeptFiles"/>, whoever takes the file up at that moment. To be asked only after
/// <see cref="FileVerification"/> has been through the library: it records the uses that are missing, so that none is missing here.
/// </remarks>
public sealed class AbandonedFiles(
    AssetRefStore refs,
    AssetStore assets,
    TitleStore titles,
    KeptFiles files,
    TitleRemoval removal,
    FormerCast formerCast,
    TimeProvider time)
{
    /// <summary>In how many days all uses are looked at: one for each first digit of a hash.</summary>
    public const int DaysForAll = 16;

    private const int UsesAtOnce = 200;
    private const int BlobsAtOnce = 1000;

    /// <summary>How old a use or a blob must be.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(7);

    /// <summary>Takes back uses of titles and people that do not have the file, with the blobs that nobody else uses.</summary>
    /// <remarks>One query for each use tells; a sixteenth of them a day keeps that little beside what a verification asks.</remarks>
    /// <param name="day">The day, whose sixteenth of the uses is looked at; null for all.</param>
    /// <param name="continuation">What the page before ended with; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were taken back, and what the next page continues; null when this was the last.</returns>
    public async Task<(int Cleared, string? Next)> ClearUsesAsync(int? day, string? continuation, CancellationToken cancellationToken)
    {
        var digits = day is { } number ? $"{number % DaysForAll:x}" : "";
        var (uses, next) = await refs.PageAsync(digits, UsesAtOnce, continuation, cancellationToken);
        var cleared = 0;
        foreach (var recorded in uses.Where(recorded => IsOld(recorded.RecordedAt)))
        {
            if (await TryClearAsync(recorded.Use, cancellationToken)) cleared++;
        }

        return (cleared, next);
    }

    /// <summary>Deletes blobs that nobody uses.</summary>
    /// <param name="continuation">What the page before ended with; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were deleted, and what the next page continues; null when this was the last.</returns>
    public async Task<(int Cleared, string? Next)> ClearBlobsAsync(string? continuation, CancellationToken cancellationToken)
    {
        var (page, next) = await assets.PageAsync(BlobsAtOnce, continuation, cancellationToken);
        var cleared = 0;
        foreach (var ofType in page.Where(file => IsOld(file.ModifiedAt)).GroupBy(file => file.Type))
        {
            // They lie in the order of their hashes, so that one query tells about all of them.
            var used = await refs.UsedBetweenAsync(ofType.First().Sha256, ofType.Last().Sha256, cancellationToken);
            foreach (var file in ofType.Where(file => !used.Contains(file.BlobName)))
            {
                if (await files.DeleteUnusedAsync(file.Sha256, file.BlobName, cancellationToken)) cleared++;
            }
        }

        return (cleared, next);
    }

    private bool IsOld(DateTimeOffset? at) => at < time.GetUtcNow() - Age;

    private async Task<bool> TryClearAsync(AssetRef use, CancellationToken cancellationToken)
    {
        if (use.User.IsPerson(out var person)) return await formerCast.TryReleaseAsync(person, use, cancellationToken);
        if (!use.User.IsTitle(out var id) || await titles.KeepsAsync(id, use.Type, use.Sha256, cancellationToken)) return false;

        // Of a title that is gone there may be rows, too: what a run wrote that was never ended.
        await removal.FinishAsync(id, cancellationToken);
        await files.ReleaseAsync(id, use, cancellationToken);
        return true;
    }
}
