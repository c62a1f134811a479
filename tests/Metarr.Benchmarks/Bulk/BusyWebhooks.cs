using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Benchmarks.Bulk;

/// <summary>Sends Radarr's news of new films at random moments while a bulk run is going, and measures how soon each is enriched.</summary>
/// <param name="films">How many films the library of the run has; those of the webhooks are others.</param>
internal sealed class BusyWebhooks(int films)
{
    private const int Count = 15;

    private const int Fewest = 5;

    private const int Seed = 7;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly List<double> milliseconds = [];

    /// <summary>How many films the library of the run has.</summary>
    public int Films => films;

    /// <summary>From the request of each webhook to the moment its film was seen to be enriched.</summary>
    public IReadOnlyList<double> Milliseconds => milliseconds;

    /// <summary>Sends them one after the other, until the run ends.</summary>
    /// <exception cref="InvalidOperationException">The run ended so soon that the figures say little: the library is too small.</exception>
    public async Task RunAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        for (var number = 0; number < Count; number++)
        {
            await Task.Delay(random.NextDouble() * LongestPause, cancellationToken);
            var measured = await MeasureAsync(http, BundledLibrary.TmdbIdOf(films + number), cancellationToken);
            if (!await IsGoingAsync(http, cancellationToken)) break;
            milliseconds.Add(measured);
        }

        if (milliseconds.Count < Fewest)
        {
            throw new InvalidOperationException($"The run over {films} films ended before {Fewest} webhooks; measure with more films.");
        }
    }

    private static async Task<bool> IsGoingAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var status = await http.GetFromJsonAsync<JsonObject>(new Uri("v1/enrichment/bulk-status", UriKind.Relative), cancellationToken);
        return status!["data"]!["current"] is not null;
    }

    private static async Task<double> MeasureAsync(HttpClient http, int tmdbId, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var id = tmdbId.ToString(CultureInfo.InvariantCulture);
        var body = new
        {
            eventType = "Download",
            movie = new { id = tmdbId, title = $"Film {id}", year = 2020, folderPath = $"/films/{id}", tmdbId },
            movieFile = new { id = tmdbId, relativePath = $"{id}.mkv", path = $"/films/{id}/{id}.mkv" },
            isUpgrade = false,
        };
        using (var sent = await http.PostAsJsonAsync("webhooks/radarr", body, cancellationToken)) sent.EnsureSuccessStatusCode();

        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            using var answer = await http.GetAsync(new Uri($"v1/movies/{id}", UriKind.Relative), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound) continue;
            var film = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
            if (film!["data"]!["enrichedAt"] is not null) return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
