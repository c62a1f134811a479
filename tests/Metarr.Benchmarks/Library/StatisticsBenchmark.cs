using System.Diagnostics;
using Azure.Data.Tables;
using Metarr.Benchmarks.Reporting;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Functions;
using Metarr.Functions.Storage;
using Metarr.LocalRuntime.Azurite;
using Metarr.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Benchmarks.Library;

/// <summary>The statistics of a library of 50,000 titles: how fast they answer, and what it costs to keep them up to date.</summary>
internal sealed class StatisticsBenchmark : IBenchmark
{
    private const int Titles = 50_000;
    private const int Warmups = 5;
    private const int Requests = 50;
    private const int Writes = 200;
    private const int TransactionSize = 100;
    private const double GoalMilliseconds = 100;

    /// <inheritdoc/>
    public string Name => "statistics";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("metarr-bench-").FullName;
        try
        {
            await using var azurite = await AzuriteProcess.EnsureRunningAsync(
                new AzuriteOptions(data) { UseFreePorts = true }, NullLoggerFactory.Instance, TimeProvider.System, cancellationToken);
            await MeasureAsync(report, azurite.ConnectionString, data, cancellationToken);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(BenchmarkReport report, string connection, string data, CancellationToken cancellationToken)
    {
        var storage = new StorageClients(new StorageOptions(connection, null, ""));
        await storage.CreateMissingAsync(cancellationToken);
        var random = new Random(50_000);
        var entries = Enumerable.Range(1, Titles).Select(number => Entry(number, random.Next(16))).ToList();
        await SeedAsync(storage.Library, entries, cancellationToken);

        // The seed has no statistics; the first change in each partition counts them.
        var store = new LibraryStore(storage);
        foreach (var first in entries.DistinctBy(entry => LibraryStore.Partition(entry.Id)))
        {
            await store.WriteAsync(first with { Monitored = false }, cancellationToken);
        }

        using var app = await StartAsync(connection, data, cancellationToken);
        var address = new Uri(app.Services.GetRequiredService<LocalRuntimeEndpoint>().BaseAddress, "api/v1/movies/enrichment/stats");
        using var http = new HttpClient();
        var answers = await TimeAsync(Requests, _ => http.GetByteArrayAsync(address, cancellationToken));
        report.Row("50000-titles", "http-p50", Statistics.Median(answers), "ms", GoalMilliseconds, Goal.AtMost);
        report.Row("50000-titles", "http-p95", Statistics.Percentile(answers, 0.95), "ms", GoalMilliseconds, Goal.AtMost);

        var writes = await TimeAsync(Writes, number =>
            store.WriteAsync(Entry(number * 97 % Titles + 1, random.Next(16)) with { Monitored = false }, cancellationToken));
        report.Row("50000-titles", "write-p50", Statistics.Median(writes), "ms");
        report.Row("50000-titles", "write-p95", Statistics.Percentile(writes, 0.95), "ms");
        await app.StopAsync(cancellationToken);
    }

    private static async Task<List<double>> TimeAsync(int count, Func<int, Task> action)
    {
        var milliseconds = new List<double>(count);
        for (var number = -Warmups; number < count; number++)
        {
            var start = Stopwatch.GetTimestamp();
            await action(Math.Abs(number));
            if (number >= 0) milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return milliseconds;
    }

    private static async Task SeedAsync(TableClient table, IEnumerable<LibraryEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var partition in entries.GroupBy(entry => LibraryStore.Partition(entry.Id)))
        {
            foreach (var batch in partition.Chunk(TransactionSize))
            {
                await table.SubmitTransactionAsync(
                    batch.Select(entry => new TableTransactionAction(
                        TableTransactionActionType.Add, StoredJson.Row(partition.Key, entry.Id.Value, entry))),
                    cancellationToken);
            }
        }
    }

    private static async Task<IHost> StartAsync(string connection, string data, CancellationToken cancellationToken)
    {
        var builder = FunctionsApplication.CreateBuilder(
        [
            "--LocalRuntime:Port=0",
            $"--LocalRuntime:DataDirectory={data}",
            $"--AzureWebJobsStorage={connection}",
            "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:Microsoft=Error",
        ]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddFunctionsFrom(typeof(MetarrServices).Assembly);
        builder.Services.AddMetarr(builder.Configuration);
        var app = builder.Build();
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static LibraryEntry Entry(int number, int missing)
    {
        var report = new CompletenessReport(
            Math.Round(100.0 * (TitleField.Expected.Count - missing) / TitleField.Expected.Count, 1),
            TitleField.Expected.Take(missing).Select(field => field.Name).ToEquatableList());
        return new LibraryEntry(
            TitleId.Movie($"{number}"),
            $"Film number {number}",
            1900 + (number % 120),
            TitleStatus.Enriched,
            Monitored: true,
            report.Percent,
            Partial: number % 7 == 0,
            DateTimeOffset.UnixEpoch.AddDays(number),
            Poster: null,
            new ExternalIds(number))
        {
            MissingFields = report.MissingFields,
        };
    }
}
