using Metarr.Benchmarks.Bulk;
using Metarr.Benchmarks.Reporting;
using Metarr.Benchmarks.Scale.Model;
using Metarr.LocalRuntime.Azurite;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Benchmarks.Scale;

/// <summary>
/// What a title costs in runs of the real app, what tenants cost that share a provider cache, and what follows from that for large
/// libraries and many tenants. <c>--prices FILE</c> takes other prices, <c>--write</c> writes what was measured and the tables of
/// docs/scale.md, <c>--model</c> leaves measuring out.
/// </summary>
internal sealed class ScaleBenchmark : IBenchmark
{
    private const int Tenants = 1000;

    private static readonly int Films = BundledLibrary.Films.Count;

    public string Name => "scale";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var prices = Prices.Load(args.SkipWhile(word => word != "--prices").Skip(1).FirstOrDefault());
        var measured = Measured.Load();
        if (!args.Contains("--model")) measured = await MeasureAsync(report, cancellationToken);
        TellTitle(report, "title-first", measured.First);
        TellTitle(report, "title-refresh", measured.Refresh);
        TellTitle(report, "title-shared", measured.Shared);
        var forecast = Forecast.Of(measured, prices, new Assumptions());
        foreach (var figure in forecast.Figures) report.Row(figure.Case, figure.Metric, figure.Value, figure.Unit);
        if (args.Contains("--write")) ScaleDocument.Write(measured, forecast);
    }

    private static async Task<Measured> MeasureAsync(BenchmarkReport report, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("metarr-bench-").FullName;
        try
        {
            await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
            await using var azurite = await AzuriteProcess.EnsureRunningAsync(
                new AzuriteOptions(folder) { UseFreePorts = true }, NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
            return await MeasureAsync(report, azurite.ConnectionString, new Uri(simulator.TmdbApi, "/"), folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Measured> MeasureAsync(
        BenchmarkReport report, string storage, Uri simulator, string folder, CancellationToken cancellationToken)
    {
        using var ledger = new StorageLedger(storage);
        using var providers = new ProviderTraffic(simulator);
        var titles = new TitleMeasurement(storage, Films, ledger, providers);
        TitleCost first, refresh;
        double bulkEpisodes;
        await using (var alone = await StartAsync("alone", null))
        {
            (first, bulkEpisodes) = await titles.RunAsync(alone, "alone", force: false, cancellationToken);
            (refresh, _) = await titles.RunAsync(alone, "alone", force: true, cancellationToken);
        }

        TellTenant(report, 1, await TenantAsync(1));
        var second = await TenantAsync(2);
        TellTenant(report, 2, second);
        await providers.TakeAsync(cancellationToken);
        await ManyTenants.AskAsync(3, Tenants - 1, tenant => Settings($"t{tenant}", "common"), cancellationToken);
        var between = await providers.TakeAsync(cancellationToken);
        report.Row($"tenants 3 to {Tenants - 1}", "provider-calls", between.Sum(pair => pair.Value.Calls), "calls", 0, Goal.AtMost);
        TellTenant(report, Tenants, await TenantAsync(Tenants));
        return new Measured(first, refresh, second, bulkEpisodes);

        Dictionary<string, string?> Settings(string prefix, string? container) => ScaleApp.Settings(storage, prefix, simulator, container);

        Task<ScaleApp> StartAsync(string prefix, string? container) =>
            ScaleApp.StartAsync(Settings(prefix, container), Path.Combine(folder, prefix), Films, cancellationToken);

        async Task<TitleCost> TenantAsync(int number)
        {
            await using var tenant = await StartAsync($"t{number}", "common");
            return (await titles.RunAsync(tenant, $"t{number}", force: false, cancellationToken)).Cost;
        }
    }

    private static void TellTenant(BenchmarkReport report, int number, TitleCost cost)
    {
        double? goal = number > 1 ? 0 : null;
        report.Row($"tenant {number}", "provider-calls", cost.ProviderCalls, "per title", goal, Goal.AtMost);
        report.Row($"tenant {number}", "image-downloads", cost.Images, "per title", goal, Goal.AtMost);
        report.Row($"tenant {number}", "downloaded", cost.DownloadedBytes / 1e6, "MB per title");
        report.Row($"tenant {number}", "processor", cost.CpuSeconds * 1000, "ms per title");
    }

    private static void TellTitle(BenchmarkReport report, string name, TitleCost cost)
    {
        foreach (var (metric, value) in ScaleDocument.Lines(cost)) report.Row(name, metric, value, "per title");
    }
}
