using System.Diagnostics;
using Metarr.Benchmarks.Reporting;
using Metarr.Benchmarks.Selection;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Benchmarks.Api;

/// <summary>
/// 200 requests a second on the routes that people look at, over 20,000 titles: by a fixed schedule, while nobody writes and while
/// titles are written all the time; then webhooks, and an import.
/// </summary>
internal sealed class ApiBenchmark : IBenchmark
{
    private const int Titles = 20_000;
    private const double PerSecond = 200;
    private const int Seconds = 20;
    private const double GoalMilliseconds = 100;

    /// <summary>A bulk run over films without new art changes about as many.</summary>
    private const int WritesPerSecond = 4;

    private static readonly (string Name, Func<int, string> Path)[] Requests =
    [
        ("list-first-page", _ => "v1/movies"),
        ("list-by-completeness", number => $"v1/movies?sort=completeness&order=asc&page={1 + (number % 20)}"),
        ("list-deep-page", number => $"v1/movies?page={150 + (number % 40)}&pageSize=100&sort=year&order=desc"),
        ("list-filtered", number => $"v1/movies?partial=true&monitored=true&minCompleteness={number % 50}&pageSize=50&sort=enrichedAt"),
        ("list-search", number => $"v1/movies?search=number {number % 1000}"),
        ("title", number => $"v1/movies/{1 + (number * 37 % Titles)}"),
        ("status", number => $"v1/movies/{1 + (number * 53 % Titles)}/enrichment-status"),
        ("statistics", _ => "v1/movies/enrichment/stats"),
    ];

    public string Name => "api";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        await using var app = await BenchmarkApp.StartAsync(recordings: null, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await LargeLibrary.WriteAsync(app.Services.GetRequiredService<StorageClients>(), Titles, cancellationToken);
        report.Row("20000 titles", "setup", Stopwatch.GetElapsedTime(start).TotalSeconds, "s");
        using var http = new HttpClient { BaseAddress = app.Api };
        await LoadAsync(http, 2, cancellationToken);
        Tell(report, "unchanged library", GoalMilliseconds, await LoadAsync(http, Seconds, cancellationToken));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = WriteAsync(app.Services.GetRequiredService<LibraryStore>(), ended.Token);
        Tell(report, "while titles change", goal: null, await LoadAsync(http, Seconds, cancellationToken));
        await ended.CancelAsync();
        await writing;
    }

    private static Task<IReadOnlyList<Sent>> LoadAsync(HttpClient http, int seconds, CancellationToken cancellationToken) => OpenLoop.RunAsync(
        PerSecond,
        (int)(PerSecond * seconds),
        async number =>
        {
            var (name, path) = Requests[number % Requests.Length];
            using var answer = await http.GetAsync(new Uri(path(number), UriKind.Relative), cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return (name, answer.IsSuccessStatusCode);
        },
        cancellationToken);

    private static void Tell(BenchmarkReport report, string name, double? goal, IReadOnlyList<Sent> sent)
    {
        report.Row(name, "failed", sent.Count(request => !request.IsWell), "requests", 0, Goal.AtMost);
        report.Row(name, "p50", Statistics.Median(sent.Select(request => request.Milliseconds)), "ms");
        report.Row(name, "p99", Statistics.Percentile(sent.Select(request => request.Milliseconds), 0.99), "ms", goal, Goal.AtMost);
        foreach (var sort in sent.GroupBy(request => request.Name))
        {
            report.Row(name, $"{sort.Key}-p50", Statistics.Median(sort.Select(request => request.Milliseconds)), "ms");
            report.Row(name, $"{sort.Key}-p99", Statistics.Percentile(sort.Select(request => request.Milliseconds), 0.99), "ms", goal, Goal.AtMost);
        }
    }

    /// <summary>Writes slim rows as runs do when they end.</summary>
    private static async Task WriteAsync(LibraryStore library, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / WritesPerSecond));
        try
        {
            for (var number = 1; await timer.WaitForNextTickAsync(cancellationToken); number++)
            {
                var entry = LibraryEntry.Of(new TitleRow(LargeLibrary.Title(1 + (number * 7919 % Titles))), poster: null);
                var later = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(number);
                await library.WriteAsync(entry with { EnrichedAt = later, Status = TitleStatus.Enriched }, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // The load has ended.
        }
    }
}
