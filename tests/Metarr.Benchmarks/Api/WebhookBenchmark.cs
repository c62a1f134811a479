using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Benchmarks.Reporting;
using Metarr.Benchmarks.Selection;
using Metarr.Enrichment.Library;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Benchmarks.Api;

/// <summary>
/// Webhooks: how long one waits for its answer while little goes on; then 300 downloads in 3 seconds, which all end enriched once, and
/// the same 300 again, which change nothing.
/// </summary>
internal sealed class WebhookBenchmark : IBenchmark
{
    private const int Calm = 200;
    private const double CalmPerSecond = 10;
    private const int Burst = 300;
    private const double BurstPerSecond = 100;
    private const int FirstOfBurst = 1_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "webhooks";

    public async Task RunAsync(BenchmarkReport report, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var films = new PlainFilms();
        await using var app = await BenchmarkApp.StartAsync(recordings: null, cancellationToken, films);
        using var http = new HttpClient { BaseAddress = app.Api };
        await SendAsync(http, 20, CalmPerSecond, FirstOfBurst + 10_000, cancellationToken);
        await WaitAsync(http, app, 20, cancellationToken);

        Tell(report, "calm", await SendAsync(http, Calm, CalmPerSecond, FirstOfBurst + 20_000, cancellationToken), 50);
        await WaitAsync(http, app, 20 + Calm, cancellationToken);

        var (askedBefore, start) = (films.Asked, Stopwatch.GetTimestamp());
        Tell(report, "webhooks-300", await SendAsync(http, Burst, BurstPerSecond, FirstOfBurst, cancellationToken), 250);
        await WaitAsync(http, app, 20 + Calm + Burst, cancellationToken);
        report.Row("webhooks-300", "all-enriched", Stopwatch.GetElapsedTime(start).TotalSeconds, "s");
        report.Row("webhooks-300", "enrichments-per-film", (films.Asked - askedBefore) / (double)Burst, "runs", 1, Goal.AtMost);

        var before = await VersionsAsync(app, cancellationToken);
        Tell(report, "same-300-again", await SendAsync(http, Burst, BurstPerSecond, FirstOfBurst, cancellationToken), 250);
        await WaitAsync(http, app, 20 + Calm + Burst, cancellationToken);
        var after = await VersionsAsync(app, cancellationToken);
        report.Row("same-300-again", "titles-changed", before.Zip(after).Count(pair => pair.First != pair.Second), "titles", 0, Goal.AtMost);
        report.Row("same-300-again", "enrichments", films.Asked - askedBefore - Burst, "runs", 0, Goal.AtMost);
    }

    private static void Tell(BenchmarkReport report, string name, IReadOnlyList<Sent> sent, double goal)
    {
        report.Row(name, "refused", sent.Count(request => !request.IsWell), "webhooks", 0, Goal.AtMost);
        report.Row(name, "answer-p50", Statistics.Median(sent.Select(request => request.Milliseconds)), "ms");
        report.Row(name, "answer-p99", Statistics.Percentile(sent.Select(request => request.Milliseconds), 0.99), "ms", goal, Goal.AtMost);
    }

    private static Task<IReadOnlyList<Sent>> SendAsync(
        HttpClient http, int count, double perSecond, int first, CancellationToken cancellationToken) => OpenLoop.RunAsync(
        perSecond,
        count,
        async number =>
        {
            using var body = new StringContent(Download(first + number), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("webhooks/radarr", UriKind.Relative), body, cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return ("download", answer.IsSuccessStatusCode);
        },
        cancellationToken);

    /// <summary>Waits until so many films are enriched and no message is left.</summary>
    private static async Task WaitAsync(HttpClient http, BenchmarkApp app, int enriched, CancellationToken cancellationToken)
    {
        var configuration = app.Services.GetRequiredService<IConfiguration>();
        var storage = app.Services.GetRequiredService<StorageClients>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            var page = await http.GetFromJsonAsync<JsonObject>("v1/movies?pageSize=1&status=enriched", patience.Token);
            if (page!["data"]!["total"]!.GetValue<int>() < enriched) continue;
            var left = await Task.WhenAll(new[] { QueueNames.Webhooks, QueueNames.Urgent }.Select(async queue =>
                (await storage.Queue(configuration[queue]!).GetPropertiesAsync(patience.Token)).Value.ApproximateMessagesCount));
            if (left.Sum() == 0) return;
        }
    }

    private static Task<string[]> VersionsAsync(BenchmarkApp app, CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(FirstOfBurst, Burst).Select(async id =>
            (await app.Titles.GetAsync(TitleId.Movie(id.ToString(CultureInfo.InvariantCulture)), cancellationToken)).ETag.ToString()));

    private static string Download(int id) => $$"""
        {
          "movie": {
            "id": {{id}}, "title": "Film {{id}}", "year": 2001, "filePath": "Film {{id}}.mkv", "releaseDate": "2001-03-01",
            "folderPath": "/films/Film {{id}} (2001)", "tmdbId": {{id}}, "genres": ["Drama"], "images": [], "tags": []
          },
          "remoteMovie": { "tmdbId": {{id}}, "title": "Film {{id}}", "year": 2001 },
          "movieFile": {
            "id": {{id}}, "relativePath": "Film {{id}}.mkv", "path": "/films/Film {{id}} (2001)/Film {{id}}.mkv",
            "quality": "Bluray-1080p", "qualityVersion": 1, "size": 12729205605
          },
          "isUpgrade": false, "downloadClient": "client", "downloadId": "{{id}}", "eventType": "Download", "instanceName": "Radarr"
        }
        """;
}
