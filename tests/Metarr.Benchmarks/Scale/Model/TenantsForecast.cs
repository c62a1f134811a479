namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What many tenants take that use one key for each provider.</summary>
/// <param name="Run">Their first runs, begun over a month.</param>
/// <param name="FirstCost">What their first runs cost, US dollars, on Azure Storage.</param>
/// <param name="Month">What a month costs after that, US dollars, on Azure Storage.</param>
/// <param name="OmdbPerDay">How many calls a day OMDb would have to allow for all ratings within the month.</param>
internal sealed record TenantsForecast(SimulatedRun Run, double FirstCost, double Month, double OmdbPerDay)
{
    /// <summary>The forecast from a simulated run.</summary>
    public static TenantsForecast Of(
        SimulatedRun run, Measured measured, IReadOnlyDictionary<string, RunCost> costs, Prices prices, Assumptions given)
    {
        var known = run.Titles - run.Fetched;
        var runs = run.Titles * given.RefreshesPerMonth;
        return new TenantsForecast(
            run,
            run.Fetched * costs["first"].Total + known * costs["shared"].Total,
            runs * costs["refresh"].Total + LibraryForecast.Keeping(run.Titles, measured.First, prices)
                + Forecast.Tenants * DurableBill.IdleMonth(prices, given),
            run.Fetched * measured.First.OmdbCalls / 30);
    }

    /// <summary>The figures, for a report.</summary>
    /// <param name="circumstance">Whether they share.</param>
    public IEnumerable<Figure> Figures(string circumstance)
    {
        var name = $"tenants-{Forecast.Tenants}-{circumstance}";
        return
        [
            new(name, "all-done", Run.Seconds / 86_400, "days"),
            new(name, "median-tenant", Run.MedianSeconds / 3600, "hours"),
            new(name, "titles-fetched", 100.0 * Run.Fetched / Run.Titles, "%"),
            .. Run.Calls.Select(pair => new Figure(name, $"calls-{pair.Key}", pair.Value, "calls")),
            new(name, "without-rating", 100.0 * Run.WithoutRating / Run.Titles, "%"),
            new(name, "omdb-calls-needed", OmdbPerDay, "per day"),
            new(name, "first-runs-cost", FirstCost, "USD"),
            new(name, "month", Month, "USD"),
        ];
    }
}
