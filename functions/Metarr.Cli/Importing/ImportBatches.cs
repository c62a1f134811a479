using Metarr.Enrichment.Importing;

namespace Metarr.Cli.Importing;

/// <summary>Deals films out to requests, so that the folders of one film come in the same.</summary>
/// <remarks>
/// Of the folders that one request names for a film the last counts. Named by two requests they would take turns, and every import would
/// find the film moved.
/// </remarks>
internal static class ImportBatches
{
    /// <summary>The most films of a request.</summary>
    public const int Most = 500;

    /// <summary>The most films of a request that the app has to search for: each is a call to a provider, which bears some forty a second.</summary>
    public const int MostSearched = 25;

    /// <summary>Deals films out; those without a film to be searched for come first, and all else stays in order.</summary>
    /// <param name="films">The films.</param>
    /// <returns>The requests, none of them empty.</returns>
    public static IEnumerable<IReadOnlyList<FilmToImport>> Of(IReadOnlyList<FilmToImport> films)
    {
        var batch = new List<FilmToImport>();
        foreach (var group in Groups(films).OrderBy(group => group.Exists(film => film.IsToBeSearched)))
        {
            if (!Fits(batch.Count + group.Count, Searched(batch) + Searched(group)) && batch.Count > 0)
            {
                yield return batch;
                batch = [];
            }

            foreach (var film in group)
            {
                // A film with more folders than a request takes is not kept together.
                if (!Fits(batch.Count + 1, Searched(batch) + (film.IsToBeSearched ? 1 : 0)))
                {
                    yield return batch;
                    batch = [];
                }

                batch.Add(film);
            }
        }

        if (batch.Count > 0) yield return batch;
    }

    private static bool Fits(int films, int searched) => films <= Most && searched <= MostSearched;

    private static int Searched(List<FilmToImport> films) => films.Count(film => film.IsToBeSearched);

    /// <summary>Films that may be the same: they share an id, or title and year.</summary>
    private static IEnumerable<List<FilmToImport>> Groups(IReadOnlyList<FilmToImport> films)
    {
        var groups = new Dictionary<string, List<FilmToImport>>(StringComparer.Ordinal);
        foreach (var film in films)
        {
            var keys = Keys(film).ToList();
            var known = keys.Select(key => groups.GetValueOrDefault(key)).OfType<List<FilmToImport>>().Distinct().ToList();
            var group = known.FirstOrDefault() ?? [];
            foreach (var other in known.Skip(1))
            {
                group.AddRange(other);
                foreach (var key in other.SelectMany(Keys)) groups[key] = group;
            }

            group.Add(film);
            foreach (var key in keys) groups[key] = group;
        }

        return films.SelectMany(Keys).Select(key => groups[key]).Distinct();
    }

    private static IEnumerable<string> Keys(FilmToImport film)
    {
        if (film.TmdbId is { } tmdb) yield return $"tmdb:{tmdb}";
        if (film.ImdbId is { } imdb) yield return $"imdb:{imdb}";
        if (film is { Title: { } title, Year: { } year }) yield return $"{TitleWords.Letters(title)}:{year}";
    }
}
