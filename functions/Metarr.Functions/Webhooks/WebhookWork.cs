using System.Globalization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Webhooks;
using Metarr.Functions.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Webhooks;

/// <summary>Does what a kept webhook says. The same webhook twice ends in the same state.</summary>
public sealed class WebhookWork(ActivityStore activity, TitleRegistry registry, HandOvers handOvers)
{
    private const string Unknown = "The movie is not in the library.";

    private static readonly string Marked =
        $"The movie will be removed in {DeletionStore.Kept.Days} days unless it is added or downloaded again.";

    /// <summary>Works on one webhook and notes what came of it.</summary>
    /// <param name="activityId">The entry that keeps it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The enrichment that it asks for, or null.</returns>
    public async Task<EnrichMessage?> RunAsync(string activityId, CancellationToken cancellationToken)
    {
        // Entries are removed after 30 days; what is asked of one that is gone is long past.
        if (await activity.FindWithBodyAsync(activityId, cancellationToken) is not { } kept) return null;
        var read = WebhookSource.Read(kept.Entry.Source, kept.Body);
        var change = read?.Change ?? new LibraryChange.Nothing("The body is no JSON object.");
        var result = await ApplyAsync(change, kept.Entry, cancellationToken);
        await activity.UpdateAsync(
            activityId,
            entry => entry with
            {
                State = change is LibraryChange.Nothing ? ActivityState.Ignored : ActivityState.Done,
                Outcome = result.Outcome,
                TitleId = result.TitleId,
                JobId = result.Enrich?.Id ?? entry.JobId,
            },
            cancellationToken);
        return result.Enrich;
    }

    private Task<Result> ApplyAsync(LibraryChange change, ActivityEntry entry, CancellationToken cancellationToken) => change switch
    {
        LibraryChange.Imported imported => ImportAsync(imported, entry, cancellationToken),
        LibraryChange.Added added => AddAsync(added, cancellationToken),
        LibraryChange.Renamed renamed => RenameAsync(renamed, entry, cancellationToken),
        LibraryChange.FileDeleted deleted => DeleteAsync(deleted.Movie, title => title with { File = null }, cancellationToken),
        LibraryChange.Removed removed => DeleteAsync(removed.Movie, title => title, cancellationToken),
        LibraryChange.Nothing nothing => Task.FromResult(new Result(nothing.Outcome, null, null)),
        _ => throw new InvalidOperationException($"A change of the type {change.GetType().Name} has no work."),
    };

    private async Task<Result> ImportAsync(LibraryChange.Imported change, ActivityEntry entry, CancellationToken cancellationToken)
    {
        var (row, isNew) = await registry.RegisterAsync(Registration(change.Movie), cancellationToken);
        var id = row.Title.Id;
        if (change.Movie.Ids.HasOtherTmdbIdThan(row.Title.ExternalIds)) return new Result(Another(row), id, null);
        await FollowAsync(id, title => TitleChanges.Apply(title, change), entry, cancellationToken);
        var reason = change.IsUpgrade ? "upgrade" : "download";
        var outcome = (isNew, change.IsUpgrade) switch
        {
            (true, _) => "The movie was registered and its enrichment queued.",
            (_, true) => "The movie's better file was noted and its enrichment queued.",
            _ => "The movie was updated and its enrichment queued.",
        };
        return new Result(outcome + Doubt(change.Movie, row), id, EnrichMessage.For(id, reason, entry.LastAt));
    }

    /// <summary>Notes where a title's files lie now, and has what was published follow them.</summary>
    private async Task<TitleRow?> FollowAsync(
        TitleId id, Func<Title, Title> change, ActivityEntry entry, CancellationToken cancellationToken)
    {
        var row = await registry.ChangeAsync(id, change, cancellationToken);
        if (row is not null) await handOvers.ReassertAsync(row, entry, cancellationToken);
        return row;
    }

    private async Task<Result> AddAsync(LibraryChange.Added change, CancellationToken cancellationToken)
    {
        var (row, isNew) = await registry.RegisterAsync(Registration(change.Movie), cancellationToken);
        if (change.Movie.Ids.HasOtherTmdbIdThan(row.Title.ExternalIds)) return new Result(Another(row), row.Title.Id, null);
        await registry.ChangeAsync(row.Title.Id, title => TitleChanges.Apply(title, change), cancellationToken);
        var outcome = isNew ? "The movie was registered." : "The movie was in the library already.";
        return new Result(outcome + Doubt(change.Movie, row), row.Title.Id, null);
    }

    private Task<Result> RenameAsync(LibraryChange.Renamed change, ActivityEntry entry, CancellationToken cancellationToken) => ChangeAsync(
        change.Movie,
        id => FollowAsync(
            id,
            title => change.Movie.Ids.HasOtherTmdbIdThan(title.ExternalIds) ? title : TitleChanges.Apply(title, change),
            entry,
            cancellationToken),
        "Its paths are up to date.",
        cancellationToken);

    private Task<Result> DeleteAsync(NamedMovie movie, Func<Title, Title> change, CancellationToken cancellationToken) =>
        ChangeAsync(movie, id => registry.MarkDeletedAsync(id, movie.Ids, change, cancellationToken), Marked, cancellationToken);

    private async Task<Result> ChangeAsync(
        NamedMovie movie, Func<TitleId, Task<TitleRow?>> change, string outcome, CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(TitleKind.Movie, movie.Ids, cancellationToken) is not { } id) return new Result(Unknown, null, null);
        if (await change(id) is not { } row) return new Result(Unknown, null, null);
        return new Result(movie.Ids.HasOtherTmdbIdThan(row.Title.ExternalIds) ? Another(row) : outcome, id, null);
    }

    /// <summary>What is told of a movie that was found by a further id, and may be another one.</summary>
    private static string Another(TitleRow row) =>
        $"The library has such an id under another TMDB number, {row.Title.ExternalIds.TmdbId}, so nothing was changed; "
            + $"if it is the same movie, remove '{row.Title.Id.Value}' and add it again.";

    /// <summary>What is to be told besides when the movie was taken for one that has other ids.</summary>
    private static string Doubt(NamedMovie movie, TitleRow row)
    {
        var contradictions = Registration(movie).ContradictionsTo(row.Title);
        if (contradictions.Count == 0) return "";
        var named = contradictions.Select(found => $"{found.Id} {found.Stated} was told and {found.Known} is known");
        return $" It was taken for '{row.Title.Id.Value}', though their ids differ: {string.Join(", ", named)}.";
    }

    private static Registration Registration(NamedMovie movie)
    {
        var number = movie.Ids.TmdbId?.ToString(CultureInfo.InvariantCulture);
        return new Registration(TitleId.Movie(number ?? movie.Ids.ImdbId ?? $"tvdb{movie.Ids.TvdbId}"), movie.Ids, movie.Name, movie.Year);
    }

    private sealed record Result(string Outcome, TitleId? TitleId, EnrichMessage? Enrich);
}
