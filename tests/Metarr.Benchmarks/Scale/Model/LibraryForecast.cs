namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What a library of one size takes.</summary>
/// <param name="Titles">How many titles it has.</param>
/// <param name="First">Its first run.</param>
/// <param name="Refresh">A run over all of it when nothing has changed.</param>
/// <param name="FirstCost">What the first run costs, US dollars, on Azure Storage.</param>
/// <param name="MonthOnStorage">What a month costs with Azure Storage as the durable backend, US dollars.</param>
/// <param name="MonthOnConsumption">The same on the scheduler's Consumption plan.</param>
/// <param name="MonthOnDedicated">The same on one capacity unit of its Dedicated plan.</param>
/// <param name="Limits">For how long each resource alone would keep the first run busy, seconds.</param>
internal sealed record LibraryForecast(
    int Titles,
    SimulatedRun First,
    SimulatedRun Refresh,
    double FirstCost,
    double MonthOnStorage,
    double MonthOnConsumption,
    double MonthOnDedicated,
    IReadOnlyDictionary<string, double> Limits)
{
    private const double Day = 86_400;

    /// <summary>How many days OMDb's quota takes for all ratings.</summary>
    public double RatingDays => Limits["omdb"] / Day;

    /// <summary>What keeps the first run busy for the longest, OMDb apart, without which titles are done, too.</summary>
    public string LimitedBy => Limits.Where(pair => pair.Key != "omdb").MaxBy(pair => pair.Value).Key;

    /// <summary>The figures, for a report.</summary>
    public IEnumerable<Figure> Figures
    {
        get
        {
            var name = $"library-{Titles}";
            return
            [
                new(name, "first-run", First.Seconds / 3600, "hours"),
                new(name, "refresh-run", Refresh.Seconds / 3600, "hours"),
                new(name, "ratings-complete", RatingDays, "days"),
                new(name, "first-run-cost", FirstCost, "USD"),
                new(name, "month-azure-storage", MonthOnStorage, "USD"),
                new(name, "month-scheduler-consumption", MonthOnConsumption, "USD"),
                new(name, "month-scheduler-dedicated", MonthOnDedicated, "USD"),
                .. Limits.Select(pair => new Figure(name, $"alone-{pair.Key}", pair.Value / 3600, "hours")),
            ];
        }
    }

    /// <summary>The forecast for a size.</summary>
    public static LibraryForecast Of(
        int titles, Measured measured, IReadOnlyDictionary<string, RunCost> costs, Prices prices, Assumptions given, int seed)
    {
        var demand = Demand.OneLibrary(titles);
        var first = new Simulation(measured.First, null, given, seed).Run(demand);
        var runs = titles * given.RefreshesPerMonth;
        var kept = Keeping(titles, measured.First, prices);
        var (run, idle) = (costs["refresh"], DurableBill.IdleMonth(prices, given));
        var others = runs * (run.Functions + run.Storage) + kept;
        return new LibraryForecast(
            titles,
            first,
            new Simulation(measured.Refresh, null, given, seed).Run(demand),
            titles * costs["first"].Total,
            others + runs * run.DurableOnStorage + idle,
            others + runs * run.DurableOnScheduler,
            others + prices.SchedulerUnitMonth,
            LimitsOf(titles, measured.First, first, given));
    }

    /// <summary>What keeping the blobs of titles costs a month, US dollars.</summary>
    public static double Keeping(double titles, TitleCost cost, Prices prices) => titles * cost.StoredBytes / 1e9 * prices.BlobGbMonth;

    private static Dictionary<string, double> LimitsOf(int titles, TitleCost cost, SimulatedRun run, Assumptions given) => new()
    {
        ["tmdb"] = titles * cost.TmdbCalls / given.PerSecond.Tmdb,
        ["tvdb"] = titles * cost.TvdbCalls / given.PerSecond.Tvdb,
        ["fanart"] = titles * cost.FanartCalls / given.PerSecond.Fanart,
        ["omdb"] = titles * cost.OmdbCalls / given.OmdbPerDay * Day,
        ["images"] = titles * cost.Images / given.PerSecond.Images,
        ["processor"] = titles * cost.CpuSeconds / given.Cores,
        ["window"] = run.Seconds,
    };
}
