using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Looks whether lists show titles as they are.</summary>
/// <remarks>
/// A title's slim row is written after the title. Should the process end in between for good, lists show what was, until someone looks;
/// a run that changes nothing does not.
/// </remarks>
public sealed class ListedTitles(TitleStore titles, LibraryStore library)
{
    /// <summary>Mends a title's slim row when it does not show the title as it is.</summary>
    /// <param name="id">The title.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when lists show it as it is; a title that is gone is left to its removal.</returns>
    public async Task MendAsync(TitleId id, CancellationToken cancellationToken)
    {
        var shown = await library.FindAsync(id, cancellationToken);
        if (await titles.FindStateAsync(id, cancellationToken) is not { } state) return;
        var entry = LibraryEntry.Of(state.Row, state.Poster);
        if (entry != shown) await library.WriteAsync(entry, cancellationToken);
    }
}
