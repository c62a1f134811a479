using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Lets files go that nobody can restore any more.</summary>
/// <remarks>Uploads and scanned files are never let go: they cannot be had again from anywhere.</remarks>
public sealed class RetiredFiles(TitleStore titles, TitleRemoval removal, KeptFiles files, FormerCast formerCast, TimeProvider time)
{
    /// <summary>How many files or past choices one transaction lets go; it takes 100 rows, and a file needs two.</summary>
    private const int AtOnce = 30;

    /// <summary>How long a stored file may wait for the commit of its run.</summary>
    private static readonly TimeSpan RunTime = TimeSpan.FromDays(1);

    /// <summary>Clears one title's past.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many files were let go. A title that a run is at work on is left for another day.</returns>
    public async Task<int> ClearAsync(TitleId id, CancellationToken cancellationToken)
    {
        var cleared = 0;
        while (await titles.FindSnapshotAsync(id, cancellationToken) is { } snapshot)
        {
            var now = time.GetUtcNow();
            if (snapshot.Row.Lease is { } lease && lease.Until > now) return cleared;
            var changes = new PartitionChanges
            {
                Forgotten = [.. snapshot.Past.Where(past => !past.IsKept(now)).Take(AtOnce)],
                Released = [.. Unneeded(snapshot, now).Take(AtOnce)],
            };
            if (changes.Forgotten.Count + changes.Released.Count + snapshot.Released.Count + snapshot.Left.Count == 0) return cleared;
            if (changes.Forgotten.Count + changes.Released.Count > 0
                && !await titles.TryCommitAsync(snapshot.Row, changes, cancellationToken)) continue;
            await formerCast.LeaveAsync(snapshot, cancellationToken);
            foreach (var file in snapshot.Released.Concat(changes.Released))
            {
                await files.ReleaseAsync(id, file, cancellationToken);
                await titles.ForgetReleasedAsync(id, file, cancellationToken);
                cleared++;
            }
        }

        await removal.FinishAsync(id, cancellationToken);
        return cleared;
    }

    private static IEnumerable<CachedAsset> Unneeded(TitleSnapshot snapshot, DateTimeOffset now)
    {
        var choices = snapshot.Choices.Concat(snapshot.Past.Where(past => past.IsKept(now)).Select(past => past.Choice));
        var needed = choices.SelectMany(choice => choice.Art.Select(art => (choice.Type, art.Sha256))).ToHashSet();
        return snapshot.Cached.Where(file => file.Origin is AssetOrigin.Provider
            && now - file.StoredAt > RunTime
            && !needed.Contains((file.Type, file.Analysis.Sha256)));
    }
}
