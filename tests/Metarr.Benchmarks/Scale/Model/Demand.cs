namespace Metarr.Benchmarks.Scale.Model;

/// <summary>Who wants what: libraries, their films, and when each begins.</summary>
/// <param name="Films">The films of each library, as numbers of a catalogue.</param>
/// <param name="Catalogue">How many films there are.</param>
/// <param name="Begins">When each library begins, seconds.</param>
internal sealed record Demand(IReadOnlyList<int[]> Films, int Catalogue, IReadOnlyList<double> Begins)
{
    /// <summary>How many times a month a film is asked for anew, when every title is refreshed so often and answers serve so long.</summary>
    /// <remarks>Refreshes of a film's owners come at random; those that follow another within its freshness cost nothing.</remarks>
    /// <param name="perMonth">Refreshes of a title a month.</param>
    /// <param name="freshHours">How long an answer serves others; 0 when nothing is shared.</param>
    public double RefreshesAMonth(double perMonth, double freshHours)
    {
        if (freshHours <= 0) return perMonth * Films.Sum(films => (double)films.Length);
        var owners = new int[Catalogue];
        foreach (var film in Films.SelectMany(films => films)) owners[film]++;
        var month = 30.4 * 24 / perMonth;
        return owners.Where(count => count > 0).Sum(count => 30.4 * 24 / (freshHours + month / count));
    }

    /// <summary>The same libraries, all of which begin on one day.</summary>
    public Demand OnOneDay() => this with { Begins = [.. Enumerable.Range(0, Films.Count).Select(library => 86_400.0 * library / Films.Count)] };

    /// <summary>One library of films that no other has.</summary>
    /// <param name="titles">How many.</param>
    public static Demand OneLibrary(int titles) => new([[.. Enumerable.Range(0, titles)]], titles, [0]);

    /// <summary>Many libraries whose films are drawn by popularity: the n-th film of the catalogue has a weight of 1/n^0.75.</summary>
    /// <remarks>Square roots are the same on every machine, to the last digit; other powers are not.</remarks>
    /// <param name="libraries">How many libraries.</param>
    /// <param name="titles">How many different films each has.</param>
    /// <param name="catalogue">How many films there are.</param>
    /// <param name="days">Over how many days they begin, evenly.</param>
    /// <param name="seed">Makes the draw repeatable.</param>
    public static Demand ManyLibraries(int libraries, int titles, int catalogue, double days, int seed)
    {
        var random = new Random(seed);
        var upTo = new double[catalogue];
        for (var film = 0; film < catalogue; film++) upTo[film] = (film > 0 ? upTo[film - 1] : 0) + Weight(film + 1);
        var takenBy = new int[catalogue];
        Array.Fill(takenBy, -1);
        var films = new int[libraries][];
        for (var library = 0; library < libraries; library++)
        {
            films[library] = new int[titles];
            for (var owned = 0; owned < titles;)
            {
                var drawn = Array.BinarySearch(upTo, random.NextDouble() * upTo[^1]);
                var film = Math.Min(drawn < 0 ? ~drawn : drawn, catalogue - 1);
                if (takenBy[film] == library) continue;
                takenBy[film] = library;
                films[library][owned++] = film;
            }
        }

        return new Demand(films, catalogue, [.. Enumerable.Range(0, libraries).Select(library => days * 86_400 * library / libraries)]);

        static double Weight(int rank) => 1 / (Math.Sqrt(rank) * Math.Sqrt(Math.Sqrt(rank)));
    }
}
