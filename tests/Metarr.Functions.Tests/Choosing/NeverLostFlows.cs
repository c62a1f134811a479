using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>What must hold when things go wrong, or happen at the same time.</summary>
public sealed class NeverLostFlows(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_all_downloads_fail_the_old_choice_stands()
    {
        var faults = new FaultScenario();
        await using var app = await TestApp.StartAsync(services, faults);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var before = await app.SelectedAsync(id);

        faults.Replace([new FaultRule { Fault = Fault.NotFound, Provider = "tmdb-images" }]);
        await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 5 });
        var job = await app.EnrichAsync(id, new { force = true });

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Equal(before, (await app.SelectedAsync(id)).Take(before.Count));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_choice_that_was_stored_but_never_committed_changes_nothing_and_does_not_stand_in_the_way()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var before = await app.SelectedAsync(id.Value);
        var clock = new LaterClock(TimeSpan.Zero);
        var parts = new StoredParts(app, clock);
        var row = await app.Titles.GetAsync(id, Cancelled);
        var died = row with { Lease = new TitleLease("died", clock.GetUtcNow() + TimeSpan.FromMinutes(-1)) };
        Assert.True(await app.Titles.TryReplaceAsync(died, Cancelled));
        var next = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Candidates.First(record =>
            record is { Candidate.Type: AssetType.Poster, Analysis: null, Failure: null });
        await new AnalyzeAsset(app.Titles, parts.Analysis).RunAsync(new AnalysisRequest(Ref(id, next), Stage: false), Cancelled);
        Assert.True(await new CacheAsset(app.Titles, parts.Files).RunAsync(Ref(id, next), Cancelled));

        Assert.Equal(before, await app.SelectedAsync(id.Value));
        Assert.Equal("completed", (await app.EnrichAsync(id.Value, new { force = true }))["state"]!.GetValue<string>());
        Assert.Equal(before, await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);

        clock.Offset = TimeSpan.FromDays(2);
        Assert.Equal(1, await parts.Retired.ClearAsync(id, Cancelled));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Of_two_runs_of_one_title_the_one_that_lost_its_lease_changes_nothing()
    {
        var gate = new ImageGate();
        await using var app = await TestApp.StartAsync(services, gate);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        gate.Close();
        var slow = await app.BeginAsync(id.Value);
        await gate.WaitForDownloadAsync(Cancelled);
        var row = await app.Titles.GetAsync(id, Cancelled);
        var taken = row with { Lease = new TitleLease("another", DateTimeOffset.UtcNow.AddMinutes(30)) };
        Assert.True(await app.Titles.TryReplaceAsync(taken, Cancelled));

        gate.Open();
        var job = await app.WaitAsync(slow);

        Assert.Equal("failed", job["state"]!.GetValue<string>());
        var snapshot = await app.Titles.GetSnapshotAsync(id, Cancelled);
        Assert.Empty(snapshot.Choices);
        Assert.Equal(("another", TitleStatus.Discovered), (snapshot.Row.Lease?.JobId, snapshot.Row.Title.Status));
    }

    [Fact]
    public async Task A_lock_set_in_mid_run_holds()
    {
        var gate = new ImageGate();
        await using var app = await TestApp.StartAsync(services, gate);
        var id = await app.RegisterAsync(Film);
        gate.Close();
        var job = await app.BeginAsync(id);
        await gate.WaitForDownloadAsync(Cancelled);

        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/locks/poster");
        await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id}", new { plot = "Told by a person." });
        gate.Open();
        await app.WaitAsync(job);

        Assert.Empty(await app.SelectedAsync(id));
        Assert.NotEmpty(await app.SelectedAsync(id, "fanart"));
        Assert.Equal("Told by a person.", (await app.GetAsync($"v1/movies/{id}"))["metadata"]!["plot"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_person_who_chooses_in_mid_run_wins()
    {
        var gate = new ImageGate();
        await using var app = await TestApp.StartAsync(services, gate);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var before = await app.SelectedAsync(id);
        await app.SetAsync(new { analysisMode = "all", preferredLanguage = "de" });
        gate.Close();
        var job = await app.BeginAsync(id, new { force = true });
        await gate.WaitForDownloadAsync(Cancelled);

        string[] wanted = [before[2], before[0]];
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/poster/selection", new { keys = wanted });
        gate.Open();

        Assert.Equal("completed", (await app.WaitAsync(job))["state"]!.GetValue<string>());
        Assert.Equal(wanted, await app.SelectedAsync(id));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task People_and_a_run_at_once_leave_one_sound_choice()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var all = await app.KeysAsync(id);
        var job = await app.BeginAsync(id, new { force = true });

        var wishes = Enumerable.Range(0, 6).Select(i => new[] { all[i], all[i + 1] }).ToList();
        await Task.WhenAll(wishes.Select(keys =>
            app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/poster/selection", new { keys })));
        await app.WaitAsync(job);

        Assert.Contains(await app.SelectedAsync(id), wishes);
        var snapshot = await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled);
        Assert.Equal(snapshot.Past.Count, snapshot.Past.Select(past => past.EndedAt).Distinct().Count());
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_provider_that_drops_all_its_images_takes_nothing_away()
    {
        var lists = new EmptiedLists();
        await using var app = await TestApp.StartAsync(services, lists);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var before = await app.SelectedAsync(id);

        lists.Dropped = true;
        await app.EnrichAsync(id, new { force = true });

        Assert.Equal(before, await app.SelectedAsync(id));
        Assert.All(
            (await app.ArtAsync(id, "poster"))["candidates"]!.AsArray(), candidate => Assert.True(candidate!["withdrawn"]!.GetValue<bool>()));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task Art_that_two_titles_share_goes_with_the_last_of_them()
    {
        await using var app = await TestApp.StartAsync(services);
        var first = await app.RegisterAsync(Film);
        var second = await app.RegisterAsync(OtherFilm);
        var picture = await app.PictureAsync(BundledLibrary.Films[6].TmdbId);
        var art = await app.DoWithFileAsync($"v1/movies/{first}/assets/poster", picture);
        await app.DoWithFileAsync($"v1/movies/{second}/assets/poster", picture);
        var file = $"v1/assets/{art["candidates"]![0]!["analysis"]!["sha256"]!.GetValue<string>()}";

        using var removed = await app.SendAsync(HttpMethod.Delete, $"v1/movies/{first}");
        using var still = await app.SendAsync(HttpMethod.Get, file);
        using var alsoRemoved = await app.SendAsync(HttpMethod.Delete, $"v1/movies/{second}");
        using var gone = await app.SendAsync(HttpMethod.Get, file);

        Assert.Equal([204, 200, 204, 404], new[] { removed, still, alsoRemoved, gone }.Select(answer => (int)answer.StatusCode));
        await StorageAudit.AssertSoundAsync(app.Storage, []);
    }

    [Fact]
    public async Task A_title_removed_in_mid_run_leaves_nothing_behind()
    {
        var gate = new ImageGate();
        await using var app = await TestApp.StartAsync(services, gate);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        await app.SetAsync(new { analysisMode = "all" });
        gate.Close();
        var job = await app.BeginAsync(id, new { force = true });
        await gate.WaitForDownloadAsync(Cancelled);

        using var removed = await app.SendAsync(HttpMethod.Delete, $"v1/movies/{id}");
        gate.Open();

        Assert.Equal("failed", (await app.WaitAsync(job))["state"]!.GetValue<string>());
        await StorageAudit.AssertSoundAsync(app.Storage, []);
        await foreach (var row in app.Storage.Titles.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancelled)) Assert.Fail(row.RowKey);
        await foreach (var row in app.Storage.AssetRefs.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancelled))
        {
            Assert.StartsWith("person-", row.RowKey, StringComparison.Ordinal);
        }

        Assert.Equal(id, await app.RegisterAsync(Film));
        Assert.Equal("completed", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task However_many_scanned_files_turn_out_to_be_copies_the_run_is_committed_and_all_are_linked_in_time()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var snapshot = await app.Titles.GetSnapshotAsync(id, Cancelled);
        var looks = snapshot.Candidates.First(record => record is { Candidate.Type: AssetType.Fanart, Analysis.PerceptualHash: not null }).Analysis!;
        var scanned = Enumerable.Range(0, 150).Select(number => looks with { Sha256 = Sha256Hash.Of(BitConverter.GetBytes(number)) });
        foreach (var found in scanned)
        {
            var file = new CachedAsset(
                AssetType.Fanart, AssetStore.BlobName(AssetType.Fanart, found), found, AssetOrigin.Scan, CandidateKey: null, DateTimeOffset.UtcNow);
            await app.Titles.AddIfMissingAsync(id, file, Cancelled);
        }

        for (var run = 0; run < 5; run++)
        {
            Assert.Equal("completed", (await app.EnrichAsync(id.Value, new { force = true }))["state"]!.GetValue<string>());
        }

        Assert.DoesNotContain((await app.Titles.GetSnapshotAsync(id, Cancelled)).Cached, file => file.CandidateKey is null);
    }

    private static CandidateRef Ref(TitleId id, CandidateRecord record) => new(id, record.Candidate.Type, record.Candidate.Key);
}
