using System.Globalization;
using System.Text;
using System.Text.Json;
using Metarr.Benchmarks.Scale.Model;

namespace Metarr.Benchmarks.Scale;

/// <summary>Writes the tables of docs/scale.md, so that the document says what the model says.</summary>
internal static class ScaleDocument
{
    private const string End = "<!-- end -->";

    /// <summary>The figures of a title, by name.</summary>
    public static IEnumerable<(string Metric, double Value)> Lines(TitleCost cost) =>
    [
        ("activities", cost.Activities),
        ("orchestrations", cost.Orchestrations),
        ("timers", cost.Timers),
        ("episodes", cost.Episodes),
        ("history-bytes", cost.HistoryBytes),
        ("table-reads", cost.TableReads),
        ("table-writes", cost.TableWrites),
        ("table-batches", cost.TableBatches),
        ("blob-reads", cost.BlobReads),
        ("blob-writes", cost.BlobWrites),
        ("blob-lists", cost.BlobLists),
        ("blob-deletes", cost.BlobDeletes),
        ("queue-puts", cost.QueuePuts),
        ("provider-calls", cost.ProviderCalls),
        ("image-downloads", cost.Images),
        ("downloaded-bytes", cost.DownloadedBytes),
        ("stored-bytes", cost.StoredBytes),
        ("processor-seconds", cost.CpuSeconds),
    ];

    /// <summary>All tables, by name.</summary>
    public static IReadOnlyDictionary<string, string> Tables(Measured measured, Forecast forecast) => new Dictionary<string, string>
    {
        ["per title"] = PerTitle(measured),
        ["cost per 1,000 titles"] = PerThousand(forecast),
        ["backends"] = Backends(measured, forecast),
        ["libraries"] = Libraries(forecast),
        ["limits"] = Limits(forecast) + Orchestrator(measured),
        ["tenants"] = Tenants(forecast),
        ["prices"] = PriceTable(forecast.Prices),
    };

    /// <summary>The document with its tables made anew.</summary>
    /// <param name="text">The document.</param>
    /// <param name="tables">The tables.</param>
    /// <exception cref="InvalidDataException">A table has no place in it.</exception>
    public static string Filled(string text, IReadOnlyDictionary<string, string> tables)
    {
        foreach (var (name, table) in tables)
        {
            var mark = $"<!-- {name}: written by `scale --write` -->";
            var from = text.IndexOf(mark, StringComparison.Ordinal);
            if (from < 0) throw new InvalidDataException($"docs/scale.md has no place for the table '{name}'.");
            var until = text.IndexOf(End, from, StringComparison.Ordinal);
            text = $"{text[..(from + mark.Length)]}\n{table}{text[until..]}";
        }

        return text;
    }

    /// <summary>Writes what was measured beside the model, and the tables into the document.</summary>
    /// <param name="measured">What titles take.</param>
    /// <param name="forecast">What follows from it.</param>
    /// <exception cref="DirectoryNotFoundException">The repository is not above the working directory.</exception>
    public static void Write(Measured measured, Forecast forecast)
    {
        var root = Directory.GetCurrentDirectory();
        while (!File.Exists(Path.Combine(root, "Metarr.Functions.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("Run this within the repository.");
        }

        File.WriteAllText(
            Path.Combine(root, "tests/Metarr.Benchmarks/Scale/Model/measured.json"), JsonSerializer.Serialize(measured, Measured.Json) + "\n");
        var document = Path.Combine(root, "docs/scale.md");
        File.WriteAllText(document, Filled(File.ReadAllText(document), Tables(measured, forecast)));
    }

    private static string PerTitle(Measured measured) => Table(
        ["per title", "first run", "refresh, nothing new", "first run, another has it"],
        Lines(measured.First).Zip(Lines(measured.Refresh), Lines(measured.Shared)).Select(line => new[]
        {
            line.First.Metric.Replace('-', ' '), Number(line.First.Value), Number(line.Second.Value), Number(line.Third.Value),
        }));

    private static string PerThousand(Forecast forecast) => Table(
        ["US dollars per 1,000 titles", "functions", "own storage calls", "orchestration on Azure Storage", "total"],
        forecast.Costs.Select(pair => new[]
        {
            pair.Key switch { "first" => "first run", "refresh" => "refresh, nothing new", _ => "first run, another has it" },
            Money(1000 * pair.Value.Functions),
            Money(1000 * pair.Value.Storage),
            Money(1000 * pair.Value.DurableOnStorage),
            Money(1000 * pair.Value.Total),
        }));

    private static string Backends(Measured measured, Forecast forecast)
    {
        var bill = DurableBill.Of(measured.First);
        var (storage, prices) = (bill.OnAzureStorage(forecast.Prices), forecast.Prices);
        var evenPrice = storage / bill.Actions * 10_000;
        var evenTitles = prices.SchedulerUnitMonth / storage;
        return Table(
            ["first run of a title", "counted", "US dollars per 1,000 titles"],
            [
                ["Azure Storage", $"{Number(bill.QueueCalls)} queue calls, {Number(bill.TableCalls)} table calls", Money(1000 * storage)],
                ["Scheduler, Consumption", $"{Number(bill.Actions)} actions", Money(1000 * bill.OnScheduler(prices))],
                ["… costs the same as Azure Storage", $"at {Money(evenPrice)} per 10,000 actions", Money(1000 * storage)],
                ["Scheduler, Dedicated", $"one unit pays from {Number(evenTitles)} runs a month", $"{Money(prices.SchedulerUnitMonth)} a month"],
            ]);
    }

    private static string Libraries(Forecast forecast) => Table(
        ["titles", "first run", "refresh of all", "all ratings of OMDb", "first run", "a month, Azure Storage", "Scheduler Consumption", "Scheduler Dedicated"],
        forecast.Libraries.Select(library => new[]
        {
            Number(library.Titles),
            Time(library.First.Seconds),
            Time(library.Refresh.Seconds),
            $"{Number(Math.Ceiling(library.RatingDays))} days",
            $"${Money(library.FirstCost)}",
            $"${Money(library.MonthOnStorage)}",
            $"${Money(library.MonthOnConsumption)}",
            $"${Money(library.MonthOnDedicated)}",
        }));

    private static string Limits(Forecast forecast) => Table(
        ["titles", .. forecast.Libraries[0].Limits.Keys.Select(key => key == "window" ? $"window of {forecast.Given.Window}" : key)],
        forecast.Libraries.Select(library => new[] { Number(library.Titles) }.Concat(library.Limits.Values.Select(Time)).ToArray()));

    private static string Orchestrator(Measured measured) =>
        $"\nThe orchestrator of a bulk run was awake {Number(measured.BulkEpisodesPerTitle)} times for a title.\n";

    private static string Tenants(Forecast forecast) => Table(
        [$"{Number(Forecast.TenantCount)} tenants of {Forecast.TitlesOfTenant} titles", "nothing shared", "shared for a day", "shared for a week"],
        forecast.Alone.Figures("").Zip(forecast.Sharing.Figures(""), forecast.SharingForAWeek.Figures("")).Select(of => new[]
        {
            $"{of.First.Metric.Replace('-', ' ')} ({of.First.Unit})", Number(of.First.Value), Number(of.Second.Value), Number(of.Third.Value),
        }));

    private static string PriceTable(Prices prices) => Table(
        ["price", "US dollars"],
        [
            ["Flex Consumption, GB-second", Exact(prices.FlexGbSecond)],
            ["Flex Consumption, million executions", Exact(prices.FlexMillionExecutions)],
            ["tables, 10,000 calls", Exact(prices.Table10K)],
            ["queues, 10,000 calls", Exact(prices.Queue10K)],
            ["blobs, 10,000 reads", Exact(prices.BlobRead10K)],
            ["blobs, 10,000 writes or lists", Exact(prices.BlobWrite10K)],
            ["blobs, GB a month", Exact(prices.BlobGbMonth)],
            ["egress, GB", Exact(prices.EgressGb)],
            [$"Scheduler Consumption, 10,000 actions{Doubt(prices, "schedulerActions10K")}", Exact(prices.SchedulerActions10K)],
            [$"Scheduler Dedicated, unit a month{Doubt(prices, "schedulerUnitMonth")}", Exact(prices.SchedulerUnitMonth)],
        ]);

    private static string Doubt(Prices prices, string price) => prices.Assumed.Contains(price) ? " (assumed)" : "";

    private static string Table(IReadOnlyList<string> head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", head).Append(" |\n|---").Append(string.Concat(Enumerable.Repeat("|---:", head.Count - 1))).Append("|\n");
        foreach (var row in rows) text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 || value == Math.Floor(value) ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    private static string Money(double value) => value.ToString(value >= 100 ? "#,0" : value >= 0.1 ? "0.00" : "0.0000", CultureInfo.InvariantCulture);

    private static string Exact(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Time(double seconds) => seconds switch
    {
        < 120 => $"{Number(Math.Round(seconds))} s",
        < 7200 => $"{Number(Math.Round(seconds / 60))} min",
        < 172_800 => $"{Number(Math.Round(seconds / 360) / 10)} h",
        _ => $"{Number(Math.Round(seconds / 8640) / 10)} days",
    };
}
