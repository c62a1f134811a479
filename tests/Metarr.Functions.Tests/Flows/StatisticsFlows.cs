using System.Net;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Flows;

/// <summary>Lists and statistics against a recount from the titles themselves, whatever people and runs do.</summary>
public sealed class StatisticsFlows(LocalServices services)
{
    private static readonly int[] Films = [.. BundledLibrary.Films.Take(5).Select(film => film.TmdbId)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_anything_that_people_and_runs_do_they_are_what_a_recount_is(int seed)
    {
        await using var app = await TestApp.StartAsync(services);
        var picture = await app.PictureAsync(BundledLibrary.Films[6].TmdbId);
        var random = new Random(seed);
        for (var step = 0; step < 40; step++)
        {
            await DoAsync(app, random.Next(12), Films[random.Next(Films.Length)], picture);
            if (step % 8 == 7) await app.AssertListsAreTrueAsync(await ThereAsync(app));
        }
    }

    [Fact]
    public async Task After_many_things_at_the_same_time_they_are_what_a_recount_is()
    {
        await using var app = await TestApp.StartAsync(services);
        var picture = await app.PictureAsync(BundledLibrary.Films[6].TmdbId);
        foreach (var film in Films) await app.RegisterAsync(film);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async person =>
        {
            var random = new Random(person);
            for (var step = 0; step < 15; step++) await DoAsync(app, random.Next(12), Films[random.Next(Films.Length)], picture);
        }));

        var there = await ThereAsync(app);
        await app.AssertListsAreTrueAsync(there);
        await StorageAudit.AssertSoundAsync(app.Storage, there);
    }

    /// <summary>Does one thing; whether it can be done just now does not matter, but it must not fail otherwise.</summary>
    private static async Task DoAsync(TestApp app, int kind, int film, byte[] picture)
    {
        var movie = $"v1/movies/{film}";
        using var answer = kind switch
        {
            0 or 1 => await app.SendAsync(HttpMethod.Post, "v1/movies", new { tmdbId = film }),
            2 => await app.SendAsync(HttpMethod.Delete, movie),
            3 => await app.SendAsync(HttpMethod.Patch, movie, new { title = $"Film {film % 7}", plot = "Told.", genres = Array.Empty<string>() }),
            4 => await app.SendAsync(HttpMethod.Patch, movie, new { tagline = (string?)null, runtime = 90 }),
            5 => await app.SendAsync(HttpMethod.Delete, $"{movie}/locks/title"),
            6 => await app.SendFileAsync($"{movie}/assets/poster", picture),
            7 => await app.SendAsync(HttpMethod.Post, $"{movie}/assets/poster/restore"),
            8 => await app.SendAsync(HttpMethod.Put, $"{movie}/assets/poster/selection", new { keys = Array.Empty<string>() }),
            9 => await app.SendAsync(HttpMethod.Patch, movie, new { monitored = film % 2 == 0 }),
            _ => await app.SendAsync(HttpMethod.Post, $"{movie}/enrich", new { force = true }),
        };
        Assert.True((int)answer.StatusCode < 500, await answer.Content.ReadAsStringAsync(Cancelled));
        if (answer.StatusCode == HttpStatusCode.Accepted) await app.WaitAsync((await TestApp.DataAsync(answer))["jobId"]!.GetValue<string>());
    }

    private static async Task<IReadOnlyList<TitleId>> ThereAsync(TestApp app)
    {
        var rows = await Task.WhenAll(Films.Select(film => app.Titles.FindAsync(TitleId.Movie($"{film}"), Cancelled)));
        return [.. rows.OfType<TitleRow>().Select(row => row.Title.Id)];
    }
}
