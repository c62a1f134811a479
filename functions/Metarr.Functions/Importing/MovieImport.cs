using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Importing;

/// <summary>Takes the movies of another program's library in, many at a time; importing them again changes nothing.</summary>
/// <remarks>
/// A library that is imported for the first time is all new, and one that is imported again is all known. So a few movies at a time are
/// tried as new, in one transaction for all their ids; only where that fails each is looked up.
/// </remarks>
public sealed class MovieImport(TitleRegistry registry, TitleStore titles, TitleEdits edits)
{
    /// <summary>How many movies are claimed at once; each has up to three ids, and a transaction takes 100 rows.</summary>
    private const int ClaimedAtOnce = 30;

    private const int AtWorkAtOnce = 16;

    /// <summary>Imports movies.</summary>
    /// <param name="movies">The movies.</param>
    /// <param name="cancellationToken">Ends the work; what was imported until then stays.</param>
    /// <returns>What became of each, in the same order.</returns>
    public async Task<IReadOnlyList<ImportOutcome>> RunAsync(IReadOnlyList<Registration> movies, CancellationToken cancellationToken)
    {
        movies = OfOneMind(movies);
        var outcomes = new ImportOutcome[movies.Count];
        var (first, repeats) = Apart(movies);
        await ForEachAsync(first.Chunk(ClaimedAtOnce), (places, ending) => ImportAsync(movies, places, outcomes, ending), cancellationToken);
        foreach (var place in repeats) outcomes[place] = await ImportAsync(movies[place], cancellationToken);
        return outcomes;
    }

    /// <summary>Tells what an import would do, and does nothing.</summary>
    /// <param name="movies">The movies.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What would become of each, in the same order.</returns>
    public async Task<IReadOnlyList<ImportOutcome>> PreviewAsync(IReadOnlyList<Registration> movies, CancellationToken cancellationToken)
    {
        movies = OfOneMind(movies);
        var outcomes = new ImportOutcome[movies.Count];
        await ForEachAsync(
            Enumerable.Range(0, movies.Count),
            async (place, ending) =>
            {
                var known = await FindAsync(movies[place], ending);
                outcomes[place] = known is null
                    ? new ImportOutcome.Registered(movies[place].NewId)
                    : Known(known.Title, movies[place], Changed(known.Title, movies[place]) != known.Title);
            },
            cancellationToken);
        return outcomes;
    }

    /// <summary>The places of movies that have no id in common, and of those that repeat one.</summary>
    private static (List<int> First, List<int> Repeats) Apart(IReadOnlyList<Registration> movies)
    {
        var (first, repeats, seen) = (new List<int>(), new List<int>(), new HashSet<string>(StringComparer.Ordinal));
        for (var place = 0; place < movies.Count; place++)
        {
            var keys = LibraryStore.IdKeys(movies[place].ExternalIds).ToList();
            (keys.Exists(seen.Contains) ? repeats : first).Add(place);
            seen.UnionWith(keys);
        }

        return (first, repeats);
    }

    /// <summary>
    /// A movie that is named twice has two folders, and the last one that is told counts for all its entries: it would go from one to the
    /// other with every import otherwise. Entries of two TMDB numbers are two movies, whatever other id they share.
    /// </summary>
    private static Registration[] OfOneMind(IReadOnlyList<Registration> movies)
    {
        var last = new Dictionary<string, Registration>(StringComparer.Ordinal);
        var agreed = movies.ToArray();
        for (var place = agreed.Length - 1; place >= 0; place--)
        {
            var keys = LibraryStore.IdKeys(agreed[place].ExternalIds).ToList();
            var same = keys.Select(last.GetValueOrDefault).OfType<Registration>().FirstOrDefault(Is(movies[place]));
            if (same is not null && (same.Folder ?? (object?)same.File) is not null)
            {
                agreed[place] = agreed[place] with { Folder = same.Folder, File = same.File };
            }

            foreach (var key in keys) last[key] = agreed[place];
        }

        return agreed;

        static Func<Registration, bool> Is(Registration movie) => other => !movie.ExternalIds.HasOtherTmdbIdThan(other.ExternalIds);
    }

    private static ImportOutcome Known(Title title, Registration told, bool isUpdated) =>
        (isUpdated ? new ImportOutcome.Updated(title.Id) : (ImportOutcome)new ImportOutcome.Unchanged(title.Id)) with
        {
            Contradictions = told.ContradictionsTo(told.TakenUp(title)),
        };

    /// <summary>A title with what is told of it; of what may be another movie, by its TMDB number, no path and no id is taken.</summary>
    private static Title Changed(Title title, Registration told)
    {
        var known = told.TakenUp(title);
        return told.ExternalIds.HasOtherTmdbIdThan(known.ExternalIds) ? known : known with
        {
            ExternalIds = known.ExternalIds.CompletedBy(told.ExternalIds),
            Folder = told.Folder ?? known.Folder,
            File = told.File ?? known.File,
        };
    }

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = AtWorkAtOnce, CancellationToken = cancellationToken },
            async (item, ending) => await work(item, ending));

    private async Task ImportAsync(
        IReadOnlyList<Registration> movies, IReadOnlyList<int> places, ImportOutcome[] outcomes, CancellationToken cancellationToken)
    {
        if (await registry.TryRegisterNewAsync([.. places.Select(place => movies[place])], cancellationToken) is { } areNew)
        {
            foreach (var (place, isNew) in places.Zip(areNew))
            {
                outcomes[place] = isNew ? new ImportOutcome.Registered(movies[place].NewId) : await ImportAsync(movies[place], cancellationToken);
            }

            return;
        }

        var known = await Task.WhenAll(places.Select(place => FindAsync(movies[place], cancellationToken)));
        var unknown = places.Where((_, index) => known[index] is null).ToList();
        foreach (var (place, row) in places.Zip(known).Where(pair => pair.Second is not null))
        {
            outcomes[place] = Changed(row!.Title, movies[place]) == row.Title
                ? Known(row.Title, movies[place], isUpdated: false)
                : await ImportAsync(movies[place], cancellationToken);
        }

        if (unknown.Count == 0) return;
        if (unknown.Count < places.Count)
        {
            await ImportAsync(movies, unknown, outcomes, cancellationToken);
            return;
        }

        // None is there, and yet an id is taken: someone else registers it now, or was killed over it.
        foreach (var place in unknown) outcomes[place] = await ImportAsync(movies[place], cancellationToken);
    }

    private async Task<ImportOutcome> ImportAsync(Registration movie, CancellationToken cancellationToken)
    {
        if (await FindAsync(movie, cancellationToken) is not { } known)
        {
            var (row, isNew) = await registry.RegisterAsync(movie, cancellationToken);
            if (isNew) return new ImportOutcome.Registered(row.Title.Id);
            known = row;
        }

        var id = known.Title.Id;
        var changed = Changed(known.Title, movie);
        if (changed == known.Title) return Known(known.Title, movie, isUpdated: false);
        if (changed.ExternalIds == known.Title.ExternalIds)
        {
            await registry.ChangeAsync(id, title => Changed(title, movie), cancellationToken);
            return Known(known.Title, movie, isUpdated: true);
        }

        // A further id is claimed by registering, and lists show it.
        await registry.RegisterAsync(movie with { NewId = id }, cancellationToken);
        await edits.ApplyAsync(id, EditCondition.None, title => Changed(title, movie), cancellationToken);
        return Known(known.Title, movie, isUpdated: true);
    }

    private async Task<TitleRow?> FindAsync(Registration movie, CancellationToken cancellationToken) =>
        await registry.FindAsync(movie.NewId.Kind, movie.ExternalIds, cancellationToken) is { } id
            ? await titles.FindAsync(id, cancellationToken)
            : null;
}
