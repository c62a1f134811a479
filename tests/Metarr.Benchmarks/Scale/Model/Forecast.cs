namespace Metarr.Benchmarks.Scale.Model;

/// <summary>One figure of the forecast.</summary>
/// <param name="Case">Of what.</param>
/// <param name="Metric">Which.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what unit.</param>
internal sealed record Figure(string Case, string Metric, double Value, string Unit);

/// <summary>What follows for libraries and tenants from what was measured.</summary>
/// <param name="Libraries">One library of each size.</param>
/// <param name="Alone">Many tenants that share nothing.</param>
/// <param name="Sharing">The same tenants with a shared provider cache.</param>
/// <param name="SharingForAWeek">The same, where answers serve for a week.</param>
/// <param name="Costs">What runs cost, by the sort of run.</param>
/// <param name="Prices">By what prices.</param>
/// <param name="Given">What was taken for granted.</param>
internal sealed record Forecast(
    IReadOnlyList<LibraryForecast> Libraries,
    TenantsForecast Alone,
    TenantsForecast Sharing,
    TenantsForecast SharingForAWeek,
    IReadOnlyDictionary<string, RunCost> Costs,
    Prices Prices,
    Assumptions Given)
{
    /// <summary>How many tenants.</summary>
    public const int TenantCount = 10_000;

    /// <summary>How many titles a tenant has.</summary>
    public const int TitlesOfTenant = 250;

    /// <summary>How many films there are to have.</summary>
    public const int Catalogue = 200_000;

    private const int Seed = 20260;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>All figures, for a report.</summary>
    public IEnumerable<Figure> Figures =>
    [
        .. Costs.Select(pair => new Figure(pair.Key, "cost-of-1000-titles", 1000 * pair.Value.Total, "USD")),
        .. Libraries.SelectMany(library => library.Figures),
        .. Alone.Figures("alone"),
        .. Sharing.Figures("sharing"),
        .. SharingForAWeek.Figures("sharing-for-a-week"),
    ];

    /// <summary>Runs the model.</summary>
    /// <param name="measured">What titles take.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="given">What is taken for granted.</param>
    public static Forecast Of(Measured measured, Prices prices, Assumptions given)
    {
        var sample = Demand.OneLibrary(10_000);
        var busy = Busy(measured.First);
        var (refreshBusy, sharedBusy) = (Busy(measured.Refresh), Busy(measured.Shared with { TmdbCalls = 0 }));
        var costs = new Dictionary<string, RunCost>
        {
            ["first"] = RunCost.Of(measured.First, busy, prices, given),
            ["refresh"] = RunCost.Of(measured.Refresh, refreshBusy, prices, given),
            ["shared"] = RunCost.Of(measured.Shared, sharedBusy, prices, given),
        };
        var demand = Demand.ManyLibraries(TenantCount, TitlesOfTenant, Catalogue, days: 30, Seed);
        var tenants = new (TitleCost? Shared, double FreshHours)[] { (null, 0), (measured.Shared, given.FreshHours), (measured.Shared, 7 * 24) }
            .AsParallel().AsOrdered().Select(sharing => Tenants(sharing.Shared, sharing.FreshHours)).ToList();
        return new Forecast(
            [.. Sizes.Select(size => LibraryForecast.Of(size, measured, costs, prices, given, Seed))],
            tenants[0],
            tenants[1],
            tenants[2],
            costs,
            prices,
            given);

        SimulatedRun Simulated(Demand wanted, TitleCost? shared, double freshHours) =>
            new Simulation(measured.First, shared, given with { FreshHours = freshHours }, Seed).Run(wanted);

        TenantsForecast Tenants(TitleCost? shared, double freshHours) => TenantsForecast.Of(
            Simulated(demand, shared, freshHours),
            Simulated(demand.OnOneDay(), shared, freshHours).Seconds / 86_400,
            demand.RefreshesAMonth(given.RefreshesPerMonth, freshHours),
            measured,
            costs,
            prices,
            given);

        double Busy(TitleCost cost) => new Simulation(cost, null, given, Seed).Run(sample).Seconds / sample.Catalogue;
    }
}
