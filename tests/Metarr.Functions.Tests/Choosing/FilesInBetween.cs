using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;


namespace Metarr.Functions.Tests.Choosing;

/// <summary>Files that are taken up, let go or brought between two steps of another instance.</summary>
public sealed class FilesInBetween(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Art_that_a_person_takes_up_while_it_is_cleared_is_kept()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var keys = await app.SelectedAsync(id.Value);
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = keys.Take(1) });
        var retired = new StoredParts(app, new LaterClock(TimeSpan.FromDays(31))).Retired;
        other.Storage.Before(call => call.Writes(app.Storage.Titles.Name, "cached:"), () => retired.ClearAsync(id, Cancelled));

        var outcome = await other.Part<PersonalChoices>().SelectAsync(id, EditCondition.None, AssetType.Poster, [keys[1]], Cancelled);

        Assert.True(other.Storage.HasPassed);
        Assert.IsType<ChoiceOutcome.Done>(outcome);
        Assert.Equal([keys[1]], await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_file_whose_use_is_taken_back_before_its_row_is_written_is_stored_again()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var clearing = await OtherInstance.StartAsync(app, services, new LaterClock(TimeSpan.FromDays(31)));
        await using var choosing = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var keys = await app.SelectedAsync(id.Value);
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = keys.Take(2) });
        var (isBeforeRow, isCleared) = (new TaskCompletionSource(), new TaskCompletionSource());
        choosing.Storage.Before(call => call.Writes(app.Storage.Titles.Name, "cached:"), async () =>
        {
            isBeforeRow.SetResult();
            await isCleared.Task;
        });
        Task<ChoiceOutcome>? choice = null;
        clearing.Storage.Before(call => call.Method == "GET" && call.Names(app.Storage.AssetRefs.Name), async () =>
        {
            choice = choosing.Part<PersonalChoices>().SelectAsync(id, EditCondition.None, AssetType.Poster, [keys[2]], Cancelled);
            await Task.WhenAny(choice, isBeforeRow.Task);
        });

        await clearing.Part<RetiredFiles>().ClearAsync(id, Cancelled);
        isCleared.SetResult();

        Assert.True(choosing.Storage.HasPassed);
        Assert.IsType<ChoiceOutcome.Done>(await choice!);
        Assert.Equal([keys[2]], await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_file_that_is_taken_up_while_its_use_is_taken_back_is_kept()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services, new LaterClock(TimeSpan.FromDays(31)));
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var keys = await app.SelectedAsync(id.Value);
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = keys.Take(1) });
        other.Storage.Before(
            call => call.Method == "DELETE" && call.Names(app.Storage.AssetRefs.Name),
            () => app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = keys.Skip(1) }));

        await other.Part<RetiredFiles>().ClearAsync(id, Cancelled);

        Assert.True(other.Storage.HasPassed);
        Assert.Equal(keys.Skip(1), await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_file_that_is_uploaded_for_a_title_removed_meanwhile_leaves_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        var picture = await app.PictureAsync(OtherFilm);
        other.Storage.Before(call => call.Writes(app.Storage.Titles.Name), () => app.RemoveAsync(id));

        var outcome = await other.Part<PersonalChoices>().UploadAsync(id, EditCondition.None, AssetType.Poster, picture, Cancelled);

        Assert.True(other.Storage.HasPassed);
        Assert.IsType<ChoiceOutcome.NoSuchTitle>(outcome);
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_file_that_a_scan_brings_for_a_title_removed_meanwhile_leaves_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        var picture = await app.PictureAsync(OtherFilm);
        other.Storage.Before(call => call.Writes(app.Storage.Titles.Name), () => app.RemoveAsync(id));

        Assert.IsType<ScanOutcome.NoSuchTitle>(await other.Part<ScannedFiles>().RegisterAsync(id, AssetType.Poster, picture, Cancelled));

        Assert.True(other.Storage.HasPassed);
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_choice_for_a_title_removed_meanwhile_leaves_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { autoSelectAssets = false });
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var key = (await app.KeysAsync(id.Value))[0];
        other.Storage.Before(call => call.Writes(app.Storage.Titles.Name, "cached:"), () => app.RemoveAsync(id));

        var outcome = await other.Part<PersonalChoices>().SelectAsync(id, EditCondition.None, AssetType.Poster, [key], Cancelled);

        Assert.True(other.Storage.HasPassed);
        Assert.IsType<ChoiceOutcome.NoSuchTitle>(outcome);
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task An_upload_that_is_refused_because_the_title_changed_leaves_no_file()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        var picture = await app.PictureAsync(OtherFilm);
        var seen = new EditCondition([TitleVersion.Of((await app.Titles.FindStateAsync(id, Cancelled))!).Tag]);
        other.Storage.Before(
            call => call.Writes(app.Storage.Titles.Name),
            () => app.DoAsync(HttpMethod.Patch, $"v1/movies/{id.Value}", new { title = "Another" }));

        var outcome = await other.Part<PersonalChoices>().UploadAsync(id, seen, AssetType.Poster, picture, Cancelled);

        Assert.True(other.Storage.HasPassed);
        Assert.IsType<ChoiceOutcome.ChangedMeanwhile>(outcome);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_file_that_someone_has_kept_while_another_failed_to_fetch_it_stays_recorded()
    {
        var faults = new FaultScenario();
        await using var app = await TestApp.StartAsync(services, faults);
        await app.SetAsync(new { analysisMode = "all" });
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var seen = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Candidates.First(record =>
            record is { Candidate.Type: AssetType.Poster, Analysis: not null, Failure: null, Decision: CandidateDecision.None });
        var keys = new[] { seen.Candidate.Key };
        faults.Replace([new FaultRule { Fault = Fault.NotFound, Provider = "tmdb-images" }]);
        other.Storage.Before(call => call.Method == "DELETE" && call.Names(app.Storage.AssetRefs.Name), async () =>
        {
            faults.Replace([]);
            await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys });
        });

        Assert.NotNull(await other.Part<KeptFiles>().KeepAsync(id, seen, CallPriority.Interactive, Cancelled));

        Assert.True(other.Storage.HasPassed);
        Assert.Equal(keys, await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }
}
