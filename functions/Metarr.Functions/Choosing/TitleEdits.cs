using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Publishing;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>Changes a title for a person: fields, locks, cast, whether it is looked after.</summary>
public sealed class TitleEdits(TitleStore titles, ListedTitles listed, HandOvers handOvers)
{
    /// <summary>Changes a title's own row.</summary>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="edit">The change; asked again when someone else wrote the title meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    public Task<EditOutcome> ApplyAsync(
        TitleId id, EditCondition condition, Func<Title, Title> edit, CancellationToken cancellationToken) => ChangeAsync(
        id, condition, state => new Edited(state with { Row = state.Row with { Title = edit(state.Row.Title) } }), cancellationToken);

    /// <summary>Locks the selection of a type, or gives it back to automation.</summary>
    /// <remarks>A choice that a person made counts as automation's once the type is unlocked; uploaded art still stays in it.</remarks>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="type">The asset type.</param>
    /// <param name="locked">Whether automation must leave it alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    public Task<EditOutcome> LockAsync(
        TitleId id, EditCondition condition, AssetType type, bool locked, CancellationToken cancellationToken) => ChangeAsync(
        id,
        condition,
        state =>
        {
            var title = state.Row.Title;
            var types = title.LockedTypes.Where(other => other != type);
            var lockedTypes = title.IsLocked(type) == locked ? title.LockedTypes : [.. locked ? types.Append(type) : types];
            EquatableList<TypeChoice> choices = locked
                ? state.Choices
                : [.. state.Choices.Select(choice => choice.Type == type ? choice with { By = SelectedBy.Auto } : choice)];
            return new Edited(state with { Row = state.Row with { Title = title with { LockedTypes = lockedTypes } }, Choices = choices });
        },
        cancellationToken);

    /// <summary>Locks a field, or gives it back to automation.</summary>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="field">The field's name, or a lock of the cast by <see cref="CastLocks"/>.</param>
    /// <param name="locked">Whether automation must leave it alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it; a role can be locked of those who are in the cast.</returns>
    public Task<EditOutcome> LockAsync(
        TitleId id, EditCondition condition, string field, bool locked, CancellationToken cancellationToken) => ChangeAsync(
        id,
        condition,
        state =>
        {
            var title = state.Row.Title;
            if (title.LockedFields.Contains(field) == locked) return new Edited(state);
            var isUnknown = CastLocks.TryParseRole(field, out var person) && state.Cast.All(member => member.PersonId != person);
            if (locked && isUnknown) return new Edited(state, new EditOutcome.NotInCast());
            EquatableList<string> fields = locked ? [.. title.LockedFields, field] : [.. title.LockedFields.Where(other => other != field)];
            return new Edited(state with { Row = state.Row with { Title = title with { LockedFields = fields } } });
        },
        cancellationToken);

    /// <summary>Edits one member of a title's cast, and locks what is edited.</summary>
    /// <param name="id">The title.</param>
    /// <param name="condition">What must still be so.</param>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <param name="edit">The change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it.</returns>
    public Task<EditOutcome> EditCastAsync(
        TitleId id, EditCondition condition, int personId, CastEdit edit, CancellationToken cancellationToken) => ChangeAsync(
        id,
        condition,
        state =>
        {
            if (state.Cast.All(member => member.PersonId != personId)) return new Edited(state, new EditOutcome.NotInCast());
            if (edit.Order > state.Cast.Count) return new Edited(state, new EditOutcome.NoSuchPlace(state.Cast.Count));
            var (title, cast) = edit.Apply(state.Row.Title, state.Cast, personId);
            return new Edited(state with { Row = state.Row with { Title = title }, Cast = cast });
        },
        cancellationToken);

    private async Task<EditOutcome> ChangeAsync(
        TitleId id, EditCondition condition, Func<TitleState, Edited> edit, CancellationToken cancellationToken)
    {
        while (await titles.FindStateAsync(id, cancellationToken) is { } before)
        {
            if (!condition.Allows(before)) return new EditOutcome.ChangedMeanwhile();
            var (after, refusal) = edit(before);
            if (refusal is not null) return refusal;
            var changes = new PartitionChanges
            {
                Choices = [.. after.Choices.Except(before.Choices)], Cast = CastChange.Between(before.Cast, after.Cast),
            };
            var fields = TitleChange.FieldsBetween(before.Row.Title.Metadata, after.Row.Title.Metadata);
            var changed = new TitleChange(fields, [], changes.Cast != CastChange.None);
            after = after with { Row = await handOvers.NoteAsync(after.Row, changed, cancellationToken) };
            if (after != before && !await titles.TryCommitAsync(after.Row, changes, cancellationToken)) continue;
            await listed.ShowAsync(LibraryEntry.Of(after.Row, after.Poster), cancellationToken);
            await handOvers.FollowAsync(before.Row, after.Row, cancellationToken);
            return new EditOutcome.Done(after);
        }

        return new EditOutcome.NoSuchTitle();
    }

    /// <summary>A title after an edit, or why there is none.</summary>
    private sealed record Edited(TitleState State, EditOutcome? Refusal = null);
}
