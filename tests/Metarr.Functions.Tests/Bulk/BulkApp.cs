using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Bulk;

/// <summary>What the tests of bulk runs do with an app again and again.</summary>
internal static class BulkApp
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The films with the fewest images, so that runs are short.</summary>
    public static int[] SmallFilms(int count) =>
        [.. BundledLibrary.Films.Select(film => film.TmdbId).OrderBy(BundledLibrary.ImageCountOf).Take(count)];

    /// <summary>Registers films.</summary>
    public static async Task<List<string>> RegisterAsync(this TestApp app, IEnumerable<int> films)
    {
        var ids = new List<string>();
        foreach (var film in films) ids.Add(await app.RegisterAsync(film));
        return ids;
    }

    /// <summary>Begins a bulk run.</summary>
    /// <returns>The job's id.</returns>
    public static async Task<string> BeginBulkAsync(this TestApp app, object? body = null)
    {
        using var answer = await app.PostAsync("v1/enrichment/bulk-run", body);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        return (await TestApp.DataAsync(answer))["jobId"]!.GetValue<string>();
    }

    /// <summary>Runs over the library and waits for the end.</summary>
    /// <returns>The finished job.</returns>
    public static async Task<JsonObject> RunBulkAsync(this TestApp app, object? body = null) =>
        await app.WaitAsync(await app.BeginBulkAsync(body));

    /// <summary>Posts to a route.</summary>
    public static Task<HttpResponseMessage> PostAsync(this TestApp app, string path, object? body = null) =>
        app.Http.PostAsJsonAsync(path, body ?? new { }, Cancelled);

    /// <summary>Waits until a job shows something.</summary>
    public static async Task<JsonObject> WaitUntilAsync(this TestApp app, string jobId, Func<JsonObject, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience.OfTests);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Cancelled);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (await timer.WaitForNextTickAsync(either.Token))
        {
            var job = await app.GetAsync($"v1/jobs/{jobId}");
            if (isSo(job)) return job;
        }

        throw new TimeoutException($"The job {jobId} never showed it.");
    }

    /// <summary>A number of a run's statistics.</summary>
    public static int Count(this JsonObject job, string name) => job["statistics"]![name]!.GetValue<int>();
}
