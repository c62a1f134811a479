namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What many tenants take that use one key for each provider.</summary>
/// <param name="Run">Their first runs, begun over a month.</param>
/// <param name="RushDays">How long their first runs would take if all began on one day, days.</param>
/// <param name="FirstCost">What their first runs cost, US dollars, on Azure Storage.</param>
/// <param name="Month">What a month costs after that, US dollars, on Azure Storage.</param>
/// <param name="RefreshCalls">How many calls to providers the refreshes of a month cost.</param>
internal sealed record TenantsForecast(SimulatedRun Run, double RushDays, double FirstCost, double Month, double RefreshCalls)
{
    /// <summary>The forecast from a simulated run.</summary>
    /// <param name="run">The first runs.</param>
    /// <param name="rushDays">How long they would take if all began on one day.</param>
    /// <param name="refreshes">How often a month a title is asked for anew, over all tenants.</param>
    /// <param name="measured">What titles take.</param>
    /// <param name="costs">What runs cost.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="given">What is taken for granted.</param>
    public static TenantsForecast Of(
        SimulatedRun run,
        double rushDays,
        double refreshes,
        Measured measured,
        IReadOnlyDictionary<string, RunCost> costs,
        Prices prices,
        Assumptions given)
    {
        var known = run.Titles - run.Fetched;
        var runs = run.Titles * given.RefreshesPerMonth;
        return new TenantsForecast(
            run,
            rushDays,
            run.Fetched * costs["first"].Total + known * costs["shared"].Total,
            runs * costs["refresh"].Total + LibraryForecast.Keeping(run.Titles, measured.First, prices)
                + Forecast.TenantCount * DurableBill.IdleMonth(prices, given),
            refreshes * measured.Refresh.ProviderCalls);
    }

    /// <summary>The figures, for a report.</summary>
    /// <param name="circumstance">Whether they share.</param>
    public IEnumerable<Figure> Figures(string circumstance)
    {
        var name = $"tenants-{Forecast.TenantCount}-{circumstance}";
        return
        [
            new(name, "all-done-if-begun-on-one-day", RushDays, "days"),
            new(name, "median-tenant", Run.MedianSeconds / 3600, "hours"),
            new(name, "titles-fetched", 100.0 * Run.Fetched / Run.Titles, "%"),
            .. Run.Calls.Select(pair => new Figure(name, $"calls-{pair.Key}", pair.Value, "calls")),
            new(name, "without-rating", 100.0 * Run.WithoutRating / Run.Titles, "%"),
            new(name, "refresh-calls", RefreshCalls, "a month"),
            new(name, "first-runs-cost", FirstCost, "USD"),
            new(name, "month", Month, "USD"),
        ];
    }
}
