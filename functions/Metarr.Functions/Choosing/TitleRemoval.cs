using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Removes titles with all that is kept of them; files and people that other titles have stay.</summary>
public sealed class TitleRemoval(
    TitleStore titles,
    LibraryStore library,
    ListedTitles listed,
    KeptFiles files,
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
        var removed = await titles.FindRemovedAsync(id, cancellationToken);
        if (removed is null && await titles.FindAsync(id, cancellationToken) is not null) return;
        foreach (var file in await titles.ReleaseAllAsync(id, cancellationToken))
        {
            await files.ReleaseAsync(id, file, cancellationToken);
            await titles.ForgetReleasedAsync(id, file, cancellationToken);
        }

        foreach (var person in await titles.FindPeopleAsync(id, cancellationToken)) await formerCast.LeaveAsync(person, id, cancellationToken);
        await assets.ClearStagingAsync(id, cancellationToken);
        await bodies.DeleteAllAsync(id, cancellationToken);
        if (removed is not null)
        {
            await library.ReleaseAsync(id, removed.Title.ExternalIds, cancellationToken);
            await library.RemoveAsync(id, cancellationToken);
        }

        await titles.DeleteAllAsync(id, removed, cancellationToken);

        // Whoever changed the title before it was removed may have listed it after it was taken off the list.
        await listed.MendAsync(id, cancellationToken);
    }
}
