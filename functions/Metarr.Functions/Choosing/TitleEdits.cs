using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Publishing;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Changes a title's own row for a person: fields, locks, whether it is looked after.</summary>
public sealed class TitleEdits(TitleStore titles, TitleRegistry registry, LibraryStore library, HandOvers handOvers)
{
    /// <summary>Changes a title.</summary>
    /// <param name="id">The title.</param>
    /// <param name="edit">The change; asked again when someone else wrote the title meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title as it is now, or null when there is no such title.</returns>
    public async Task<TitleRow?> ApplyAsync(TitleId id, Func<Title, Title> edit, CancellationToken cancellationToken)
    {
        var before = TitleMetadata.Empty;
        if (await registry.ChangeAsync(id, Noted, cancellationToken) is not { } row) return null;
        if (await titles.FindSnapshotAsync(id, cancellationToken) is not { } snapshot) return row;
        await library.WriteAsync(LibraryEntry.Of(snapshot.Row.Title, snapshot.Poster), cancellationToken);
        var changed = new TitleChange(TitleChange.FieldsBetween(before, row.Title.Metadata), [], Cast: false);
        await handOvers.EditedAsync(snapshot.Row, changed, cancellationToken);
        return snapshot.Row;

        Title Noted(Title title)
        {
            before = title.Metadata;
            return edit(title);
        }
    }

    /// <summary>Locks the selection of a type, or gives it back to automation.</summary>
    /// <remarks>A choice that a person made counts as automation's once the type is unlocked; uploaded art still stays in it.</remarks>
    /// <param name="id">The title.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="locked">Whether automation must leave it alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title as it is now, or null when there is no such title.</returns>
    public async Task<TitleRow?> LockAsync(TitleId id, AssetType type, bool locked, CancellationToken cancellationToken)
    {
        while (await titles.FindSnapshotAsync(id, cancellationToken) is { } snapshot)
        {
            var title = snapshot.Row.Title;
            var freed = !locked && snapshot.ChoiceOf(type) is { By: SelectedBy.User } choice ? choice with { By = SelectedBy.Auto } : null;
            if (title.IsLocked(type) == locked && freed is null) return snapshot.Row;
            EquatableList<AssetType> types =
                locked ? [.. title.LockedTypes, type] : [.. title.LockedTypes.Where(other => other != type)];
            var row = snapshot.Row with { Title = title with { LockedTypes = types } };
            var changes = new PartitionChanges { Choices = freed is null ? [] : [freed] };
            if (await titles.TryCommitAsync(row, changes, cancellationToken)) return await titles.FindAsync(id, cancellationToken);
        }

        return null;
    }

    /// <summary>Locks a field, or gives it back to automation.</summary>
    /// <param name="id">The title.</param>
    /// <param name="field">The field's name, or <c>cast</c>.</param>
    /// <param name="locked">Whether automation must leave it alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title as it is now, or null when there is no such title.</returns>
    public Task<TitleRow?> LockAsync(TitleId id, string field, bool locked, CancellationToken cancellationToken) => ApplyAsync(
        id,
        title => title.LockedFields.Contains(field) == locked ? title : title with
        {
            LockedFields = locked ? [.. title.LockedFields, field] : [.. title.LockedFields.Where(other => other != field)],
        },
        cancellationToken);
}
