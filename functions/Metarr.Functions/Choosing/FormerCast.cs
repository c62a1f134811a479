using Azure;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Clears people away whom no title has any more, with their portraits.</summary>
/// <remarks>
/// A person's row says which titles need it, so whoever takes a person in writes that row, and a deletion by the version that was read
/// fails. The portrait goes before the row does; who is taken in meanwhile counts as having none, and it is fetched or held anew.
/// </remarks>
public sealed class FormerCast(TitleStore titles, PeopleStore people, AssetRefStore refs, KeptFiles files, TimeProvider time)
{
    /// <summary>Notes that a title no longer has a person, who is cleared away when it was the last.</summary>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is noted; can be repeated.</returns>
    public async Task LeaveAsync(int personId, TitleId id, CancellationToken cancellationToken)
    {
        var left = await people.ChangeAsync(personId, known => known?.Without(id), cancellationToken);
        if (left is { IsNobodys: true }) await ClearAsync(personId, cancellationToken);
    }

    /// <summary>Notes that a title no longer has a person, unless someone wrote the person since it was read.</summary>
    /// <param name="known">The person as it was read.</param>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the person is to be read again.</returns>
    public async Task<bool> TryLeaveAsync(KnownPerson known, TitleId id, CancellationToken cancellationToken)
    {
        var left = known.Person.Without(id);
        if (left != known.Person && !await people.TryReplaceAsync(known, left, cancellationToken)) return false;
        if (left.IsNobodys) await ClearAsync(left.Id, cancellationToken);
        return true;
    }

    /// <summary>Tells all whom a title's cast does not name that it does not; who is in it stays.</summary>
    /// <remarks>
    /// A run notes anew whom it takes in, before it does. So while a run is at work nobody is told; and when one begins in the middle, its note
    /// has another version than the one that was read, and whoever was told is put back.
    /// </remarks>
    /// <param name="snapshot">The title as it was read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when nobody is left to be told but by a run that is at work.</returns>
    public async Task LeaveAsync(TitleSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Left.Count == 0) return;
        var id = snapshot.Row.Title.Id;
        var left = await titles.FindLeftAsync(id, cancellationToken);
        if (await titles.FindStateAsync(id, cancellationToken) is not { } now || now.Row.Holder(time.GetUtcNow()) is not null) return;
        foreach (var (person, version) in left)
        {
            var isInCast = now.Cast.Any(member => member.PersonId == person);
            var told = isInCast ? null : await people.ChangeAsync(person, known => known?.Without(id), cancellationToken);
            var isSettled = await titles.TryForgetLeftAsync(id, person, version, cancellationToken);
            if (!isSettled && !isInCast) await people.ChangeAsync(person, known => known?.In(id), cancellationToken);
            else if (told is { IsNobodys: true }) await ClearAsync(person, cancellationToken);
        }
    }

    /// <summary>Clears a person away whom no title has.</summary>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many portraits were let go; 0 as well when a title has taken the person in again.</returns>
    public async Task<int> ClearAsync(int personId, CancellationToken cancellationToken)
    {
        while (await people.ReadAsync(personId, cancellationToken) is { Person.IsNobodys: true } known)
        {
            var portraits = new[] { known.Person.Headshot, known.Person.Replaced }.OfType<Headshot>().ToList();
            var uses = await UsesAsync(personId, portraits, cancellationToken);

            // Read again after the uses: from here on a use that is recorded for a title that took the person in has another version.
            if ((await people.ReadAsync(personId, cancellationToken))?.ETag != known.ETag) continue;
            foreach (var (portrait, use) in portraits.Zip(uses))
            {
                await LetGoAsync(personId, portrait.Analysis.Sha256, portrait.BlobName, use, cancellationToken);
            }

            if (await people.TryDeleteAsync(known, cancellationToken)) return portraits.Count;
        }

        return 0;
    }

    /// <summary>Lets a portrait go that a run has stored for a person who is no longer needed.</summary>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="sha">The hash of its bytes.</param>
    /// <param name="blobName">Its name.</param>
    /// <param name="use">The version of its use, or null when none is recorded.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is gone, or found to be used.</returns>
    public async Task LetGoAsync(int personId, Sha256Hash sha, string blobName, ETag? use, CancellationToken cancellationToken)
    {
        if (use is { } version && !await refs.TryRemoveAsync(sha, AssetUser.Person(personId), Headshot.Type, version, cancellationToken)) return;
        await files.DeleteUnusedAsync(sha, blobName, cancellationToken);
    }

    /// <summary>Lets a portrait go unless the person has it, or a run is fetching one.</summary>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="use">The person's use of the portrait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when the person does not have it, and it is let go; its blob stays while others use it.</returns>
    public async Task<bool> TryReleaseAsync(int personId, AssetRef use, CancellationToken cancellationToken)
    {
        // The use first: one that is recorded for a run whose lease is not seen here has another version.
        var version = await refs.FindVersionAsync(use.Sha256, use.User, use.Type, cancellationToken);
        var now = (await people.ReadAsync(personId, cancellationToken))?.Person;
        if (now?.Lease is { } lease && lease.Until > time.GetUtcNow()) return false;
        if (now?.Headshot?.BlobName == use.BlobName) return false;
        await LetGoAsync(personId, use.Sha256, use.BlobName, version, cancellationToken);
        if (now?.Replaced is { } old && old.BlobName == use.BlobName)
        {
            await people.ChangeAsync(
                personId, known => known is not null && known.Replaced == old ? known with { Replaced = null } : known, cancellationToken);
        }

        return true;
    }

    private async Task<IReadOnlyList<ETag?>> UsesAsync(int personId, List<Headshot> portraits, CancellationToken cancellationToken)
    {
        var uses = new List<ETag?>();
        foreach (var portrait in portraits)
        {
            uses.Add(await refs.FindVersionAsync(portrait.Analysis.Sha256, AssetUser.Person(personId), Headshot.Type, cancellationToken));
        }

        return uses;
    }
}
