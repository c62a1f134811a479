using System.Text;
using Azure;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class ScheduledFlows(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_refresh_queues_what_changed_is_incomplete_old_or_new_and_leaves_the_rest()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        var now = DateTimeOffset.UtcNow;
        var library = new LibraryStore(app.Storage);
        foreach (var entry in new[]
        {
            Entry(1, enriched: null),
            Entry(2, now.AddDays(-10)),
            Entry(3, now.AddDays(-10)) with { Completeness = 80 },
            Entry(4, now.AddDays(-31)),
            Entry(5, now.AddDays(-10)),
            Entry(6, now.AddDays(-3)),
            Entry(7, now.AddDays(-3)) with { Completeness = 10 },
            Entry(8, enriched: null) with { Monitored = false },
            Entry(9, now.AddDays(-3)) with { Marks = SettingsMarks.Of(EnrichmentSettings.Default with { PreferredLanguage = "de" }) },
        })
        {
            await library.WriteAsync(entry, Cancelled);
        }

        var feed = new Feed(new ChangesAnswer.Listed(new HashSet<int> { 2, 6 }));
        var (refresh, queue) = await RefreshAsync(app, feed);

        Assert.Equal(5, await refresh.RunAsync(Cancelled));
        var messages = (await queue.ReceiveMessagesAsync(32, cancellationToken: Cancelled)).Value
            .Select(message => StoredJson.Read<EnrichMessage>(message.Body.ToString()))
            .ToDictionary(message => message.TitleId.Value, message => message.Reason);
        Assert.Equal(
            [("1", "refresh: NeverEnriched"), ("2", "refresh: Changed"), ("3", "refresh: Incomplete"), ("4", "refresh: Old"), ("9", "refresh: SettingsChanged")],
            messages.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(14, feed.Days);
    }

    [Fact]
    public async Task Without_a_list_of_changes_the_refresh_goes_by_age_and_completeness()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await new LibraryStore(app.Storage).WriteAsync(Entry(4, DateTimeOffset.UtcNow.AddDays(-31)), Cancelled);
        var (refresh, _) = await RefreshAsync(app, new Feed(new ChangesAnswer.Unknown("TMDB is away.")));

        Assert.Equal(1, await refresh.RunAsync(Cancelled));
    }

    [Fact]
    public async Task A_deleted_film_is_removed_after_seven_days_and_its_art_goes_unless_another_film_uses_it()
    {
        await using var app = await TestApp.StartAsync(services);
        var (gone, stays) = (BundledLibrary.Films[1].TmdbId, BundledLibrary.Films[2].TmdbId);
        foreach (var film in new[] { gone, stays }) await app.DownloadAndWaitAsync(film);
        await app.SendAndWaitAsync(RadarrBodies.Deleted(gone));
        await app.SendAndWaitAsync(RadarrBodies.Deleted(stays));
        await app.DownloadAndWaitAsync(stays);
        var time = new SettableTime();
        var deleted = Deleted(app, time);

        time.Now = time.Now.AddDays(6);
        Assert.Equal(0, await deleted.RemoveDueAsync(Cancelled));
        time.Now = time.Now.AddDays(2);
        Assert.Equal(1, await deleted.RemoveDueAsync(Cancelled));

        Assert.Null(await app.FindAsync(gone));
        Assert.Equal(1, (await app.GetAsync("v1/movies"))["total"]!.GetValue<int>());
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie($"{stays}")]);
        Assert.Equal(0, await deleted.RemoveDueAsync(Cancelled));

        Assert.Equal("completed", (await app.DownloadAndWaitAsync(gone))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Activity_is_kept_for_thirty_days()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        var time = new SettableTime { Now = DateTimeOffset.UtcNow.AddDays(-40) };
        var activity = new ActivityStore(app.Storage, time);
        foreach (var daysAgo in new[] { 40, 31, 29, 0 })
        {
            time.Now = DateTimeOffset.UtcNow.AddDays(-daysAgo);
            await activity.RecordAsync(
                ActivityKind.Webhook, "radarr", "Health", Encoding.UTF8.GetBytes("{}"), entry => entry with { Subject = $"{daysAgo}" }, Cancelled);
        }

        await activity.RemoveOldAsync(Cancelled);

        Assert.Equal(["0", "29"], (await app.ActivityAsync()).Select(entry => entry["subject"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_webhook_whose_message_got_lost_is_found_again()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        var time = new SettableTime { Now = DateTimeOffset.UtcNow.AddMinutes(-20) };
        var activity = new ActivityStore(app.Storage, time);
        var lost = await activity.RecordAsync(
            ActivityKind.Webhook, "radarr", "Download", Encoding.UTF8.GetBytes(RadarrBodies.Download(5)), entry => entry, Cancelled);
        time.Now = DateTimeOffset.UtcNow;

        var waiting = await activity.ListWaitingAsync(ActivityKind.Webhook, time.Now.AddMinutes(-15), Cancelled);
        Assert.Equal(lost.Id, Assert.Single(waiting).Id);
        Assert.Empty(await activity.ListWaitingAsync(ActivityKind.Webhook, time.Now.AddMinutes(-25), Cancelled));
    }

    [Fact]
    public async Task A_large_body_is_kept_whole()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        var activity = new ActivityStore(app.Storage, TimeProvider.System);
        var body = new byte[400_000];
        new Random(1).NextBytes(body);

        var entry = await activity.RecordAsync(ActivityKind.Webhook, "radarr", "Download", body, told => told, Cancelled);

        Assert.Equal(body, (await activity.FindWithBodyAsync(entry.Id, Cancelled))!.Value.Body.ToArray());
    }

    /// <summary>A refresh that sends to a queue of its own, where nobody takes the messages.</summary>
    private static async Task<(LibraryRefresh Refresh, Azure.Storage.Queues.QueueClient Queue)> RefreshAsync(TestApp app, IChangesFeed feed)
    {
        var name = "r" + Guid.NewGuid().ToString("N")[..12];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:Prefix", name), new("Refresh:SpreadMinutes", "0")])
            .Build();
        QueueNames.AddDefaults(configuration);
        var queues = new WorkQueues(app.Storage, configuration);
        await queues.CreateMissingAsync(Cancelled);
        var refresh = new LibraryRefresh(
            new LibraryStore(app.Storage), new SettingsStore(app.Storage), queues, feed, RefreshOptions.From(configuration), TimeProvider.System, NullLogger<LibraryRefresh>.Instance);
        return (refresh, app.Storage.Queue(name + "-enrich-normal"));
    }

    private static DeletedTitles Deleted(TestApp app, TimeProvider time) => new(
        app.Titles, new DeletionStore(app.Storage), new StoredParts(app, time).Removal, time);

    private static LibraryEntry Entry(int id, DateTimeOffset? enriched) =>
        LibraryEntry.Of(new TitleRow(new Title(TitleId.Movie($"{id}"), new ExternalIds(id)) { EnrichedAt = enriched }), poster: null) with { Completeness = 95 };

    private sealed class Feed(ChangesAnswer answer) : IChangesFeed
    {
        public TimeSpan LongestWindow => TimeSpan.FromDays(14);

        public int Days { get; private set; }

        public Task<ChangesAnswer> ChangedBetweenAsync(TitleKind kind, DateOnly from, DateOnly to, CancellationToken cancellationToken)
        {
            Days = to.DayNumber - from.DayNumber;
            return Task.FromResult(answer);
        }
    }
}
