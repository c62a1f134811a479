using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Choosing;

namespace Metarr.Functions.Storage;

/// <summary>What the one who registers a title tells of it.</summary>
/// <param name="NewId">The id it gets unless it is there already.</param>
/// <param name="ExternalIds">What others call it; at least one id.</param>
/// <param name="Name">What it is called, until a provider tells.</param>
/// <param name="Year">The year of release, until a provider tells.</param>
/// <param name="Monitored">Whether automation looks after it.</param>
public sealed record Registration(TitleId NewId, ExternalIds ExternalIds, string? Name, int? Year, bool Monitored = true)
{
    /// <summary>The folder that holds its files, on the machine of the library.</summary>
    public string? Folder { get; init; }

    /// <summary>Its video file.</summary>
    public MediaFile? File { get; init; }

    /// <summary>What is told of the ids that is not so by the title that it is taken for.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The contradictions; none when both agree as far as they are known.</returns>
    public EquatableList<IdContradiction> ContradictionsTo(Title title) =>
        IdContradiction.Between(IdContradiction.Request, ExternalIds, title.ExternalIds);

    /// <summary>A title as one that is at its source, be it again.</summary>
    /// <remarks>
    /// One that was deleted there and comes back under another TMDB number is the same title: TMDB has put two entries of it together, and
    /// the number that it had leads nowhere any more.
    /// </remarks>
    /// <param name="title">The title.</param>
    /// <returns>The title; the same unless it was deleted.</returns>
    public Title TakenUp(Title title)
    {
        if (title.DeletedAt is null) return title;
        var ids = ExternalIds.HasOtherTmdbIdThan(title.ExternalIds) ? title.ExternalIds with { TmdbId = ExternalIds.TmdbId } : title.ExternalIds;
        return title with { DeletedAt = null, ExternalIds = ids };
    }

    /// <summary>The title that is told of, when it is new.</summary>
    /// <param name="id">The id it gets.</param>
    /// <param name="now">The time.</param>
    /// <returns>The title.</returns>
    public Title NewTitle(TitleId id, DateTimeOffset now)
    {
        var told = new TitleMetadata
        {
            Title = string.IsNullOrWhiteSpace(Name) ? null : Name.Trim(),
            ReleaseDate = Year is { } year ? new DateOnly(year, 1, 1) : null,
        };
        var title = new Title(id, ExternalIds) { Monitored = Monitored, RegisteredAt = now, Folder = Folder, File = File };
        return MetadataMerge.Register(title, told);
    }
}

/// <summary>Takes titles into the library, marks those that were deleted at their source, and finds them by anyone's id.</summary>
public sealed class TitleRegistry(
    TitleStore titles, LibraryStore library, ListedTitles listed, DeletionStore deletions, TitleRemoval removal, TimeProvider time)
{
    /// <summary>Registers a title; one that is there already is found by any of its ids, and a deletion of it is taken back.</summary>
    /// <param name="registration">What is told of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title's row, and whether it is new.</returns>
    public async Task<(TitleRow Row, bool IsNew)> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        var (row, isNew) = await AddAsync(registration, cancellationToken);
        var id = row.Title.Id;
        if (isNew) await listed.ShowAsync(LibraryEntry.Of(row, poster: null), cancellationToken);
        else if (row.Title.EnrichedAt is null) await listed.MendAsync(id, cancellationToken);
        if (row.Title.DeletedAt is null) return (row, isNew);
        var back = await ChangeAsync(id, registration.TakenUp, cancellationToken) ?? row;
        if (back.Title.ExternalIds != row.Title.ExternalIds)
        {
            await library.ClaimAsync(id, back.Title.ExternalIds, cancellationToken);
            await listed.MendAsync(id, cancellationToken);
        }

        return (back, isNew);
    }

    /// <summary>Finds a title by any of its ids.</summary>
    /// <param name="kind">The sort of title.</param>
    /// <param name="ids">What others call it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The title, or null when none of the ids is known.</returns>
    public Task<TitleId?> FindAsync(TitleKind kind, ExternalIds ids, CancellationToken cancellationToken) =>
        library.FindAsync(kind, ids, cancellationToken);

    /// <summary>Changes a title; nothing is written when the change changes nothing.</summary>
    /// <param name="id">The title.</param>
    /// <param name="change">Makes the new title of the old; called again when someone else wrote meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row as it is now, or null when there is no such title.</returns>
    public async Task<TitleRow?> ChangeAsync(TitleId id, Func<Title, Title> change, CancellationToken cancellationToken)
    {
        while (await titles.FindAsync(id, cancellationToken) is { } row)
        {
            var changed = row with { Title = change(row.Title) };
            if (changed != row && !await titles.TryReplaceAsync(changed, cancellationToken)) continue;
            await deletions.FollowAsync(changed.Title, row.Title.DeletedAt, cancellationToken);
            return changed;
        }

        return null;
    }

    /// <summary>Marks a title as deleted at its source; one that is marked keeps the time it was first marked.</summary>
    /// <remarks>
    /// What was found by another id and has another TMDB number may be another film, whose art would be lost; it is left as it is.
    /// </remarks>
    /// <param name="id">The title.</param>
    /// <param name="named">The ids it was named by.</param>
    /// <param name="change">What else changes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row as it is now, or null when there is no such title.</returns>
    public Task<TitleRow?> MarkDeletedAsync(
        TitleId id, ExternalIds named, Func<Title, Title> change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ChangeAsync(
            id,
            title => named.HasOtherTmdbIdThan(title.ExternalIds) ? title : change(title) with { DeletedAt = title.DeletedAt ?? now },
            cancellationToken);
    }

    /// <summary>Registers up to 30 titles in a few calls, when all of them are new; other ones are registered one by one.</summary>
    /// <param name="registrations">The titles; no two of them have an id in common.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether each was new, in the same order; null when one of their ids is known already, and nothing has changed then.</returns>
    public async Task<IReadOnlyList<bool>?> TryRegisterNewAsync(IReadOnlyList<Registration> registrations, CancellationToken cancellationToken)
    {
        if (!await library.TryClaimAsync(registrations, cancellationToken)) return null;
        var now = time.GetUtcNow();
        var added = registrations.Select(registration => registration.NewTitle(registration.NewId, now)).ToList();

        // One that is there although its ids were free is being removed, or registered by someone else this moment; the other way waits.
        var isNew = await Task.WhenAll(added.Select(title => titles.TryAddAsync(title, cancellationToken)));
        var entries = added.Where((_, index) => isNew[index]).Select(title => LibraryEntry.Of(new TitleRow(title), poster: null)).ToList();
        for (var index = 0; index < isNew.Length; index++)
        {
            if (!isNew[index]) isNew[index] = (await RegisterAsync(registrations[index], cancellationToken)).IsNew;
        }

        await library.AddAsync(entries, cancellationToken);
        return isNew;
    }

    private async Task<(TitleRow Row, bool IsNew)> AddAsync(Registration registration, CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = await library.ClaimAsync(registration.NewId, registration.ExternalIds, cancellationToken);
            var isNew = await titles.TryAddAsync(registration.NewTitle(id, time.GetUtcNow()), cancellationToken);
            if (await titles.FindAsync(id, cancellationToken) is { } row) return (row, isNew);

            // It is being removed, with its ids; once that is done it can be registered anew.
            await removal.FinishAsync(id, cancellationToken);
        }
    }
}
