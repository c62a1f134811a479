using Azure.Data.Tables;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>What a run writes and downloads that finds nothing new, or only settings that were there before.</summary>
public sealed class RepeatedRuns(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int BrokenFilm = BundledLibrary.Films[0].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task With_all_providers_and_broken_images_nothing_is_downloaded_and_only_times_are_written(int film)
    {
        await using var app = await TestApp.StartAsync(services, faults: null, FourProviders.Settings);
        var id = await app.RegisterAsync(BundledLibrary.Films[film].TmdbId);
        await app.EnrichAsync(id);
        var before = await WrittenAsync(app);
        app.Simulator.Requests.Reset();

        Assert.Equal("completed", (await app.EnrichAsync(id, new { force = true }))["state"]!.GetValue<string>());

        var after = await WrittenAsync(app);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        var written = before.Where(row => after[row.Key] != row.Value).Select(row => row.Key).Order();
        Assert.All(written, row => Assert.Matches("^(Titles (title|provider:)|Library )", row));
        Assert.Equal(0, new[] { "tmdb", "tvdb", "fanart" }.Sum(provider => app.Simulator.Requests.Count($"{provider}-images")));
    }

    [Fact]
    public async Task Another_preferred_language_and_back_downloads_nothing_on_the_way_back_and_chooses_the_same()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(BrokenFilm);
        await app.EnrichAsync(id);
        var before = await ChosenAsync(app, id);

        await app.SetAsync(new { preferredLanguage = "es" });
        await app.EnrichAsync(id);
        var between = await ChosenAsync(app, id);
        await app.SetAsync(new { preferredLanguage = "en" });
        app.Simulator.Requests.Reset();
        await app.EnrichAsync(id);

        Assert.NotEqual(before, between);
        Assert.Equal(before, await ChosenAsync(app, id));
        Assert.Equal(0, app.Simulator.Requests.Count("tmdb-images"));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_smaller_limit_and_back_chooses_the_same_and_downloads_only_what_was_cleared_meanwhile()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var before = await ChosenAsync(app, id.Value);

        Assert.Equal(0, await DownAndBackAsync(clear: false));
        Assert.Equal(before, await ChosenAsync(app, id.Value));
        Assert.Equal(2, await DownAndBackAsync(clear: true));
        Assert.Equal(before, await ChosenAsync(app, id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);

        async Task<long> DownAndBackAsync(bool clear)
        {
            await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 1 });
            await app.EnrichAsync(id.Value);
            if (clear) Assert.Equal(2, await new StoredParts(app, new LaterClock(TimeSpan.FromDays(31))).Retired.ClearAsync(id, Cancelled));
            await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 3 });
            app.Simulator.Requests.Reset();
            await app.EnrichAsync(id.Value);
            return app.Simulator.Requests.Count("tmdb-images");
        }
    }

    [Fact]
    public async Task Retired_art_is_kept_to_the_last_moment_of_30_days()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var three = await app.SelectedAsync(id.Value);
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = three.Take(1) });
        var ended = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Past.Single().EndedAt;
        var clock = new SettableTime { Now = ended + TimeSpan.FromDays(30) - TimeSpan.FromTicks(1) };
        var retired = new StoredParts(app, clock).Retired;

        Assert.Equal(0, await retired.ClearAsync(id, Cancelled));
        Assert.Single((await app.Titles.GetSnapshotAsync(id, Cancelled)).Past);
        clock.Now = ended + TimeSpan.FromDays(30);
        Assert.Equal(2, await retired.ClearAsync(id, Cancelled));

        Assert.Empty((await app.Titles.GetSnapshotAsync(id, Cancelled)).Past);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Going_back_through_many_choices_finds_each_once_whatever_was_chosen_and_cleared_in_between()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var keys = await app.SelectedAsync(id.Value);
        var path = $"v1/movies/{id.Value}/assets/poster";
        foreach (var key in keys) await app.DoAsync(HttpMethod.Put, $"{path}/selection", new { keys = new[] { key } });

        await app.DoAsync(HttpMethod.Post, $"{path}/restore");
        Assert.Equal([keys[1]], await app.SelectedAsync(id.Value));
        await app.DoAsync(HttpMethod.Put, $"{path}/selection", new { keys = keys.Reverse() });
        await app.DoAsync(HttpMethod.Post, $"{path}/restore");
        Assert.Equal([keys[1]], await app.SelectedAsync(id.Value));
        Assert.Equal(0, await new StoredParts(app, new LaterClock(TimeSpan.FromDays(29))).Retired.ClearAsync(id, Cancelled));
        await app.DoAsync(HttpMethod.Post, $"{path}/restore");
        Assert.Equal([keys[0]], await app.SelectedAsync(id.Value));
        await app.DoAsync(HttpMethod.Post, $"{path}/restore");
        Assert.Equal(keys, await app.SelectedAsync(id.Value));
        await app.SendAsync(HttpMethod.Post, $"{path}/restore").AssertRefusedAsync(System.Net.HttpStatusCode.Conflict, "nothing-to-restore");

        Assert.Equal(0, await new StoredParts(app, new LaterClock(TimeSpan.FromDays(31))).Retired.ClearAsync(id, Cancelled));
        Assert.Equal(keys, await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    private static async Task<IReadOnlyList<string>> ChosenAsync(TestApp app, string id) =>
        [.. (await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled)).Choices
            .OrderBy(choice => choice.Type)
            .SelectMany(choice => choice.Art.Select(art => $"{choice.Type} {art.Key} {art.Sha256}"))];

    /// <summary>The versions of all rows and blobs of the library; jobs, quotas and what happened are not of it.</summary>
    private static async Task<Dictionary<string, string>> WrittenAsync(TestApp app)
    {
        var versions = new Dictionary<string, string>();
        var tables = new[]
        {
            ("Titles", app.Storage.Titles), ("Library", app.Storage.Library), ("People", app.Storage.People),
            ("AssetRefs", app.Storage.AssetRefs), ("Settings", app.Storage.Settings),
        };
        foreach (var (name, table) in tables)
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancelled))
            {
                versions[$"{name} {row.RowKey} of {row.PartitionKey}"] = row.ETag.ToString();
            }
        }

        foreach (var container in new[] { app.Storage.Assets, app.Storage.Providers, app.Storage.Staging })
        {
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancelled))
            {
                versions[$"{container.Name} {blob.Name}"] = blob.Properties.ETag.ToString()!;
            }
        }

        return versions;
    }
}
