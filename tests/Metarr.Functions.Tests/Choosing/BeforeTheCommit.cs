using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>What happens to a title between the last look of a run and its commit, which takes what that look has read.</summary>
public sealed class BeforeTheCommit(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;
    private static readonly EnrichmentSettings OnePoster = EnrichmentSettings.Default with
    {
        AutoSelectAssets = true, AssetLimits = new Dictionary<AssetType, int> { [AssetType.Poster] = 1, [AssetType.Fanart] = 4 },
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_last_look_has_planned_is_committed_without_another()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var three = await app.SelectedAsync(id.Value);

        var result = await RunAsync(app, id, () => Task.CompletedTask);

        Assert.Equal(JobState.Completed, result.State);
        Assert.Equal(three.Take(1), await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_person_who_chooses_then_wins()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var wanted = (await app.SelectedAsync(id.Value)).Skip(1).ToList();

        await RunAsync(app, id, () => app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = wanted }));

        Assert.Equal(wanted, await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Art_that_a_person_uploads_then_stays_though_the_type_is_given_back_at_once()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var picture = await app.PictureAsync(OtherFilm);

        await RunAsync(app, id, async () =>
        {
            await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/poster", picture);
            await app.DoAsync(HttpMethod.Delete, $"v1/movies/{id.Value}/locks/poster");
        });

        var snapshot = await app.Titles.GetSnapshotAsync(id, Cancelled);
        Assert.Equal(Sha256Hash.Of(picture), snapshot.ChoiceOf(AssetType.Poster)!.Art[0].Sha256);
        Assert.Empty(snapshot.Row.Title.LockedTypes);
        await app.EnrichAsync(id.Value, new { force = true });
        Assert.Equal(3, (await app.SelectedAsync(id.Value)).Count);
        Assert.Equal(Sha256Hash.Of(picture), (await app.Titles.GetSnapshotAsync(id, Cancelled)).ChoiceOf(AssetType.Poster)!.Art[0].Sha256);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Locks_and_edits_that_are_made_then_hold()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var three = await app.SelectedAsync(id.Value);
        var person = (await app.Titles.FindStateAsync(id, Cancelled))!.Cast[^1].PersonId;

        await RunAsync(app, id, async () =>
        {
            await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/locks/poster");
            await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id.Value}", new { title = "Mine" });
            await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id.Value}/cast/{person}", new { character = "Mine", order = 1 });
        });

        Assert.Equal(three, await app.SelectedAsync(id.Value));
        var movie = await app.GetAsync($"v1/movies/{id.Value}");
        Assert.Equal("Mine", movie["metadata"]!["title"]!.GetValue<string>());
        Assert.Equal("Mine", movie["cast"]![0]!["character"]!.GetValue<string>());
        Assert.Equal("Mine", (await app.GetAsync("v1/movies"))["items"]![0]!["title"]!.GetValue<string>());
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_person_who_takes_the_title_from_automation_then_finds_nothing_changed_by_it()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var three = await app.SelectedAsync(id.Value);
        var before = await app.Titles.GetAsync(id, Cancelled);

        var result = await RunAsync(app, id, () => app.DoAsync(HttpMethod.Patch, $"v1/movies/{id.Value}", new { monitored = false }), manual: false);

        Assert.Equal((JobState.Skipped, "The title is not monitored."), (result.State, result.Reason));
        Assert.Equal(three, await app.SelectedAsync(id.Value));
        var after = await app.Titles.GetAsync(id, Cancelled);
        Assert.Equal(before.Title.EnrichedAt, after.Title.EnrichedAt);
        Assert.Null(after.Lease);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_person_who_asked_for_the_run_gets_it_though_automation_may_not_touch_the_title()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var three = await app.SelectedAsync(id.Value);

        await RunAsync(app, id, () => app.DoAsync(HttpMethod.Patch, $"v1/movies/{id.Value}", new { monitored = false }));

        Assert.Equal(three.Take(1), await app.SelectedAsync(id.Value));
    }

    [Fact]
    public async Task Another_run_that_takes_the_title_over_then_is_not_disturbed()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var three = await app.SelectedAsync(id.Value);

        var result = await RunAsync(app, id, () => LeaseAsync(app, id, "another"));

        Assert.Equal(JobState.Failed, result.State);
        Assert.Equal(three, await app.SelectedAsync(id.Value));
        Assert.Equal("another", (await app.Titles.GetAsync(id, Cancelled)).Lease!.JobId);
    }

    /// <summary>The last steps of a run that has nothing to fetch and one poster to keep, with something between them.</summary>
    private static async Task<EnrichmentResult> RunAsync(TestApp app, TitleId id, Func<Task> meanwhile, bool manual = true)
    {
        const string Job = "run";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Prefix", "b" + Guid.NewGuid().ToString("N")[..12])]).Build();
        QueueNames.AddDefaults(configuration);
        using var live = new LiveEvents(LiveOptions.From(configuration), app.Storage, TimeProvider.System, NullLogger<LiveEvents>.Instance);
        var (atWork, parts) = (new TitlesAtWork(), new StoredParts(app, TimeProvider.System));
        var choose = new ScoreAndSelect(app.Titles, atWork, live, TimeProvider.System);
        var complete = new CompleteEnrichment(
            app.Titles,
            atWork,
            new LibraryStore(app.Storage),
            parts.Listed,
            new JobStore(app.Storage),
            new AssetStore(app.Storage),
            parts.FormerCast,
            new WorkQueues(app.Storage, configuration),
            live,
            Telemetry.Unheard.Metrics,
            TimeProvider.System);
        await LeaseAsync(app, id, Job);

        var step = await choose.RunAsync(new SelectionRequest(id, Job, OnePoster), Cancelled);
        Assert.NotNull(atWork.Find(id, Job));
        await meanwhile();
        var request = new EnrichRequest(id, Job, manual, Force: true, RequireComplete: false);
        var result = await complete.RunAsync(new CompletionRequest(request, DateTimeOffset.UtcNow, [], step.Plan!, 0, 0), Cancelled);
        Assert.Null(atWork.Find(id, Job));
        return result;
    }

    private static async Task LeaseAsync(TestApp app, TitleId id, string job)
    {
        var row = await app.Titles.GetAsync(id, Cancelled);
        Assert.True(await app.Titles.TryReplaceAsync(row with { Lease = new TitleLease(job, DateTimeOffset.UtcNow.AddHours(1)) }, Cancelled));
    }
}
