namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What a simulated run came to.</summary>
/// <param name="Seconds">From the first beginning to the last end.</param>
/// <param name="MedianSeconds">From beginning to end of the median library.</param>
/// <param name="Titles">How many titles were worked on.</param>
/// <param name="Fetched">How many of them cost calls to providers.</param>
/// <param name="Calls">Calls by provider.</param>
/// <param name="WithoutRating">How many titles had to do without OMDb, because its day was spent.</param>
internal sealed record SimulatedRun(
    double Seconds, double MedianSeconds, long Titles, long Fetched, IReadOnlyDictionary<string, double> Calls, long WithoutRating);

/// <summary>
/// Runs the orchestrators' shape event by event in simulated time: so many titles of a library at once, each asking TMDB first, then the
/// other three at once, then downloading and analysing, then storing and committing; all under quotas that all libraries share.
/// </summary>
/// <param name="cost">What a title takes of the providers.</param>
/// <param name="shared">What it takes when another library has it; null when nothing is shared.</param>
/// <param name="given">Rates and times.</param>
/// <param name="seed">Makes the run repeatable.</param>
internal sealed class Simulation(TitleCost cost, TitleCost? shared, Assumptions given, int seed)
{
    private readonly PriorityQueue<Work, double> events = new();
    private readonly Random random = new(seed);
    private readonly Quota tmdb = new(given.PerSecond.Tmdb);
    private readonly Quota tvdb = new(given.PerSecond.Tvdb);
    private readonly Quota fanart = new(given.PerSecond.Fanart);
    private readonly Quota omdb = new(10, given.OmdbPerDay);
    private readonly Quota images = new(given.PerSecond.Images);
    private double[] freshUntil = [];
    private bool[] isSeen = [];
    private bool[] isRated = [];
    private double[] processorFree = [];
    private long fetched;

    private enum Step
    {
        Begin,
        AskOthers,
        Analyse,
        Commit,
        End,
    }

    /// <summary>Runs until all titles are done.</summary>
    /// <param name="demand">Who wants what.</param>
    public SimulatedRun Run(Demand demand)
    {
        freshUntil = new double[demand.Catalogue];
        Array.Fill(freshUntil, double.NegativeInfinity);
        (isSeen, isRated) = (new bool[demand.Catalogue], new bool[demand.Catalogue]);
        processorFree = new double[demand.Films.Count];
        var next = new int[demand.Films.Count];
        var ends = new double[demand.Films.Count];
        var last = 0.0;
        for (var library = 0; library < demand.Films.Count; library++)
        {
            for (var place = 0; place < given.Window; place++) Start(library, demand.Begins[library]);
        }

        while (events.TryDequeue(out var work, out var now))
        {
            if (work.Step is Step.End)
            {
                last = ends[work.Library] = Math.Max(last, now);
                Start(work.Library, now);
                continue;
            }

            if (work.Step is Step.Begin) work = work with { IsKnown = shared is not null && now < freshUntil[work.Film] };
            events.Enqueue(work with { Step = work.Step + 1 }, Do(work, now));
        }

        var lengths = ends.Select((end, library) => end - demand.Begins[library]).Order().ToList();
        var calls = new Dictionary<string, double>
        {
            ["tmdb"] = tmdb.Calls,
            ["tvdb"] = tvdb.Calls,
            ["fanart"] = fanart.Calls,
            ["omdb"] = omdb.Calls,
            ["images"] = images.Calls,
        };
        return new SimulatedRun(last, lengths[lengths.Count / 2], demand.Films.Sum(films => (long)films.Length), fetched, calls, omdb.Refused);

        void Start(int library, double now)
        {
            if (next[library] == demand.Films[library].Length) return;
            events.Enqueue(new Work(library, demand.Films[library][next[library]++], Step.Begin, IsKnown: false), now);
        }
    }

    /// <summary>When the step that begins now ends.</summary>
    private double Do(Work work, double now) => work.Step switch
    {
        Step.Begin => Begun(work, now + Steps(0.4)),
        Step.AskOthers => Others(work, now) + Steps(0.2),
        Step.Analyse => Analysed(work, now) + Steps(0.1),
        _ => now + Steps(0.3),
    };

    private double Begun(Work work, double now)
    {
        if (work.IsKnown) return now;
        freshUntil[work.Film] = now + given.FreshHours * 3600;
        fetched++;
        return tmdb.Take(now, cost.TmdbCalls)!.Value + Varied(given.CallSeconds);
    }

    private double Others(Work work, double now)
    {
        var rating = shared is not null && isRated[work.Film] && work.IsKnown ? now : omdb.Take(now, cost.OmdbCalls);
        isRated[work.Film] |= rating is not null;
        if (work.IsKnown) return rating ?? now;
        var art = Math.Max(tvdb.Take(now, cost.TvdbCalls)!.Value, fanart.Take(now, cost.FanartCalls)!.Value);
        return Math.Max(art, rating ?? now) + Varied(given.CallSeconds);
    }

    /// <summary>What an image showed is shared for longer than what the provider said of the film.</summary>
    private double Analysed(Work work, double now)
    {
        var title = shared is not null && isSeen[work.Film] ? shared : cost;
        isSeen[work.Film] = true;
        var arrived = title.Images > 0
            ? images.Take(now, title.Images)!.Value + Math.Ceiling(title.Images / 10) * Varied(given.ImageSeconds)
            : now;
        processorFree[work.Library] = Math.Max(processorFree[work.Library], now) + title.CpuSeconds / given.Cores;
        return Math.Max(arrived, processorFree[work.Library]);
    }

    private double Steps(double share) => Varied(share * given.StepsInARow * given.StepSeconds);

    /// <summary>Times of networks scatter: evenly from half the mean to one and a half. No logarithm, whose last digit differs between machines.</summary>
    private double Varied(double mean) => mean * (0.5 + random.NextDouble());

    private readonly record struct Work(int Library, int Film, Step Step, bool IsKnown);
}
