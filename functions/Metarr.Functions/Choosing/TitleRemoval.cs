using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Removes titles with all that is kept of them; files that other titles use stay.</summary>
public sealed class TitleRemoval(TitleStore titles, LibraryStore library, KeptFiles files, ProviderBodyStore bodies, AssetStore assets)
{
    /// <summary>Removes a title. From the first write on nobody finds it; a run at work on it ends without a trace.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait; what is left is cleared when it is asked for again, or overnight.</param>
    /// <returns>False when there is no such title.</returns>
    public async Task<bool> RemoveAsync(TitleId id, CancellationToken cancellationToken)
    {
        while (await titles.FindAsync(id, cancellationToken) is { } row)
        {
            if (await titles.TryReplaceAsync(row with { Removed = true, Lease = null }, cancellationToken)) break;
        }

        if (await titles.FindRemovedAsync(id, cancellationToken) is null) return false;
        await FinishAsync(id, cancellationToken);
        return true;
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

        await assets.ClearStagingAsync(id, cancellationToken);
        await bodies.DeleteAllAsync(id, cancellationToken);
        if (removed is not null)
        {
            await library.ReleaseAsync(id, removed.Title.ExternalIds, cancellationToken);
            await library.RemoveAsync(id, cancellationToken);
        }

        await titles.DeleteAllAsync(id, removed, cancellationToken);
    }
}
