using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class BurstFlows(LocalServices services)
{
    private const int Films = 60;

    [Fact]
    public async Task A_burst_of_downloads_ends_with_each_film_enriched_once_and_the_same_burst_again_changes_nothing()
    {
        var films = new PlainFilms();
        await using var app = await TestApp.StartAsync(services, films, ("Providers:Tmdb:CallsPerSecond", "1000"));
        var numbers = Enumerable.Range(5000, Films).ToList();

        await SendAllAsync(app, numbers);
        foreach (var number in numbers) await app.WaitForTitleAsync(number, title => title.EnrichedAt is not null);
        await SettleAsync(app, times: 1);
        var before = await VersionsAsync(app, numbers);
        await SendAllAsync(app, numbers);
        await SettleAsync(app, times: 2);

        Assert.Equal(Films, films.Asked);
        Assert.Equal(before, await VersionsAsync(app, numbers));
        Assert.Equal(Films, (await app.GetAsync("v1/movies?status=enriched"))["total"]!.GetValue<int>());
    }

    private static Task<string[]> SendAllAsync(TestApp app, IEnumerable<int> films) =>
        Task.WhenAll(films.Select(film => app.SendAsync(RadarrBodies.Download(film))));

    /// <summary>Waits until all webhooks are worked on and the runs that they ask for have ended.</summary>
    private static async Task SettleAsync(TestApp app, int times)
    {
        var entries = await WebhookSender.EventuallyAsync(
            async () =>
            {
                var found = await app.ActivityAsync();
                var isSettled = found.Count == Films
                    && found.All(entry => WebhookSender.State(entry) == "done" && entry["times"]!.GetValue<int>() == times);
                return isSettled ? found : null;
            },
            "Not all webhooks were worked on.");
        foreach (var entry in entries) await app.WaitAsync(entry["jobId"]!.GetValue<string>());
    }

    private static async Task<IReadOnlyList<string>> VersionsAsync(TestApp app, IEnumerable<int> films) =>
        await Task.WhenAll(films.Select(async film => (await app.FindAsync(film))!.ETag.ToString()));
}
