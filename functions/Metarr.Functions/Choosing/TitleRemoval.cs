using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Removes titles with all that is kept of them; files and people that other titles have stay.</summary>
public sealed class TitleRemoval(
    TitleStore titles,
    RemovedTitles removed,
    LibraryStore library,
    ListedTitles listed,
    KeptFiles files,
    PeopleStore people,
    FormerCast formerCast,
    ProviderBodyStore bodies,
    AssetStore assets)
{
    /// <summary>Removes a title. From the first write on nobody finds it; a run at work on it ends without a trace.</summary>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="cancellationToken">Ends the wait; what is left is cleared when it is asked for again, or overnight.</param>
    /// <returns>Done with the title as it was last; else why nothing was removed.</returns>
    public async Task<EditOutcome> RemoveAsync(TitleId id, EditCondition condition, CancellationToken cancellationToken)
    {
        while (await titles.FindStateAsync(id, cancellationToken) is { } state)
        {
            if (!condition.Allows(state)) return new EditOutcome.ChangedMeanwhile();
            if (!await titles.TryReplaceAsync(state.Row with { Removed = true, Lease = null }, cancellationToken)) continue;
            await FinishAsync(id, cancellationToken);
            return new EditOutcome.Done(state);
        }

        if (await titles.FindRemovedAsync(id, cancellationToken) is not { } left) return new EditOutcome.NoSuchTitle();
        await FinishAsync(id, cancellationToken);
        return new EditOutcome.Done(new TitleState(left, [], []));
    }

    /// <summary>Clears what is left of a title that is gone; can be repeated. A title that is in the library stays.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when nothing is left.</returns>
    public async Task FinishAsync(TitleId id, CancellationToken cancellationToken)
    {
        while (await removed.FindAsync(id, cancellationToken) is { } left && !await TryFinishAsync(left, cancellationToken))
        {
        }

        await listed.MendAsync(id, cancellationToken);
    }

    /// <summary>Clears all that is left, once.</summary>
    /// <remarks>
    /// What lies outside of the title's partition is read first, then the title is held, and then it changes only as it was read: from a
    /// title that was registered anew in between nothing is taken.
    /// </remarks>
    /// <returns>False when someone else was at it, too.</returns>
    private async Task<bool> TryFinishAsync(RemovedTitle left, CancellationToken cancellationToken)
    {
        var id = left.Row.Title.Id;
        if (await removed.TryReleaseAsync(left, cancellationToken) is not { } released) return false;
        foreach (var file in released.Released) await files.ReleaseAsync(id, file, cancellationToken);

        var claims = await library.FindClaimsAsync(id, left.Row.Title.ExternalIds, cancellationToken);
        var known = await Task.WhenAll(left.People.Select(person => people.ReadAsync(person, cancellationToken)));
        if (await removed.TryHoldAsync(released, cancellationToken) is not { } held) return false;
        foreach (var person in known.OfType<KnownPerson>())
        {
            if (!await formerCast.TryLeaveAsync(person, id, cancellationToken)) return false;
        }

        foreach (var claim in claims) await library.ReleaseAsync(claim, cancellationToken);
        await assets.ClearStagingAsync(id, cancellationToken);
        await bodies.DeleteAllAsync(id, cancellationToken);
        return await removed.TryDeleteAsync(held, cancellationToken);
    }
}
