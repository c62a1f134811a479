using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Sees to it that lists and statistics show titles as they are.</summary>
/// <remarks>
/// A title's slim row is written after the title, in another transaction. So whoever has written it looks at the title once more: of
/// two who change a title at the same time, the one who lists it last sees what both have done, and who lists a title that was removed
/// meanwhile takes it off again. Should the process end in between for good, lists show what was until the nightly look.
/// </remarks>
public sealed class ListedTitles(TitleStore titles, LibraryStore library)
{
    /// <summary>Shows a title that was changed just now; or as it is, should someone else have changed or removed it since.</summary>
    /// <param name="entry">The slim row by the change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when lists show the title as it is.</returns>
    public async Task ShowAsync(LibraryEntry entry, CancellationToken cancellationToken)
    {
        await library.WriteAsync(entry, cancellationToken);
        await SettleAsync(entry.Id, entry, cancellationToken);
    }

    /// <summary>Mends a title's slim row when it does not show the title as it is.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when lists show it as it is, or no longer; a title that is being removed is left to its removal.</returns>
    public async Task MendAsync(TitleId id, CancellationToken cancellationToken) =>
        await SettleAsync(id, await library.FindAsync(id, cancellationToken), cancellationToken);

    private async Task SettleAsync(TitleId id, LibraryEntry? shown, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await titles.FindStateAsync(id, cancellationToken);
            var entry = state is null ? null : LibraryEntry.Of(state.Row, state.Poster);
            if (entry == shown) return;
            if (entry is null && await titles.FindRemovedAsync(id, cancellationToken) is not null) return;
            await WriteAsync(id, entry, cancellationToken);
            shown = entry;
        }
    }

    private async Task WriteAsync(TitleId id, LibraryEntry? entry, CancellationToken cancellationToken)
    {
        // A row with a later time is what is left of a title that had this id before: the new title's does not replace it.
        var isOfAnother = entry is not null && (await library.FindAsync(id, cancellationToken))?.EnrichedAt > (entry.EnrichedAt ?? DateTimeOffset.MinValue);
        if (entry is null || isOfAnother) await library.RemoveAsync(id, cancellationToken);
        if (entry is not null) await library.WriteAsync(entry, cancellationToken);
    }
}
