using System.Net;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;
using Person = Metarr.Functions.Storage.Person;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>Clearing what was retired long ago, and verifying what is kept.</summary>
public sealed class CareTests(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retired_art_is_kept_for_30_days_and_then_cleared_for_good()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var selected = await app.SelectedAsync(id.Value);
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = selected.Take(1) });
        var clock = new LaterClock(TimeSpan.FromDays(29));
        var retired = new StoredParts(app, clock).Retired;

        Assert.Equal(0, await retired.ClearAsync(id, Cancelled));
        clock.Offset = TimeSpan.FromDays(31);
        Assert.Equal(2, await retired.ClearAsync(id, Cancelled));
        Assert.Equal(0, await retired.ClearAsync(id, Cancelled));

        Assert.Equal(selected.Take(1), await app.SelectedAsync(id.Value));
        await app.SendAsync(HttpMethod.Post, $"v1/movies/{id.Value}/assets/poster/restore").AssertRefusedAsync(HttpStatusCode.Conflict, "nothing-to-restore");
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Uploads_and_scanned_files_are_never_cleared()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/poster", await app.PictureAsync(OtherFilm));
        await app.DoWithFileAsync($"v1/movies/{id.Value}/scanned-assets?type=poster", await app.PictureAsync(OtherFilm, 1));
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = Array.Empty<string>() });

        Assert.Equal(0, await new StoredParts(app, new LaterClock(TimeSpan.FromDays(400))).Retired.ClearAsync(id, Cancelled));

        Assert.Equal(2, (await app.Titles.GetSnapshotAsync(id, Cancelled)).Cached.Count);
        var again = (await app.KeysAsync(id.Value))[0];
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/assets/poster/selection", new { keys = new[] { again } });
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task What_runs_left_aside_is_cleared_after_a_day()
    {
        await using var app = await TestApp.StartAsync(services);
        var assets = new AssetStore(app.Storage);
        await assets.StageAsync(TitleId.Movie("1"), "left", new byte[] { 1 }, Cancelled);

        Assert.Equal(0, await assets.ClearStagingBeforeAsync(DateTimeOffset.UtcNow.AddDays(-1), Cancelled));
        Assert.Equal(1, await assets.ClearStagingBeforeAsync(DateTimeOffset.UtcNow.AddMinutes(1), Cancelled));
    }

    [Fact]
    public async Task Missing_and_altered_files_are_mended_and_what_cannot_be_is_named()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/banner", await app.PictureAsync(OtherFilm));
        var cached = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Cached;
        var provided = cached.Where(file => file.Origin is AssetOrigin.Provider).ToList();
        var own = cached.Single(file => file.Origin is AssetOrigin.User);
        await app.Storage.Assets.DeleteBlobAsync(provided[0].BlobName, cancellationToken: Cancelled);
        await AlterAsync(app, provided[1].BlobName);
        await app.Storage.Assets.DeleteBlobAsync(own.BlobName, cancellationToken: Cancelled);

        var found = await VerifyAsync(app);
        var again = await VerifyAsync(app);

        var portraits = await PortraitsAsync(app);
        Assert.Equal((1, cached.Count + portraits.Count, 2, 1), Figures(found));
        Assert.Equal((1, cached.Count + portraits.Count, 0, 1), Figures(again));
        var named = found["unmended"]![0]!;
        Assert.Equal(
            (id.ToString(), "banner", own.Analysis.Sha256.ToString(), "missing"),
            (named["titleId"]!.GetValue<string>(), named["type"]!.GetValue<string>(), named["sha256"]!.GetValue<string>(), named["damage"]!.GetValue<string>()));
        await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/banner", await app.PictureAsync(OtherFilm));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_file_whose_source_now_serves_other_bytes_is_fetched_from_another_that_served_the_same()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var snapshot = await app.Titles.GetSnapshotAsync(id, Cancelled);
        var posters = snapshot.Candidates.Where(record => record is { Decision: CandidateDecision.Selected, Candidate.Type: AssetType.Poster }).ToList();
        var (first, other) = (posters[0], posters[1]);
        var (served, replaced) = (first.Candidate.Url, first.Candidate with { Url = other.Candidate.Url });
        var copy = first with { Candidate = new Candidate(AssetType.Poster, "tvdb", "copy", served) };
        await app.Titles.WriteAsync(id, first with { Candidate = replaced }, Cancelled);
        await app.Storage.Assets.DeleteBlobAsync(snapshot.CachedFileOf(first)!.BlobName, cancellationToken: Cancelled);

        var alone = await VerifyAsync(app);
        await app.Titles.WriteAsync(id, copy, Cancelled);
        var found = await VerifyAsync(app);

        Assert.Equal((0, 1), (alone["mended"]!.GetValue<int>(), alone["unmendedCount"]!.GetValue<int>()));
        Assert.Contains("replaced", alone["unmended"]![0]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((1, 0), (found["mended"]!.GetValue<int>(), found["unmendedCount"]!.GetValue<int>()));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Missing_and_altered_portraits_are_mended_and_what_cannot_be_is_named()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var portraits = await PortraitsAsync(app);
        var (missing, altered, lost) = (portraits[0], portraits[1], portraits[2]);
        await app.Storage.Assets.DeleteBlobAsync(missing.Headshot!.BlobName, cancellationToken: Cancelled);
        await AlterAsync(app, altered.Headshot!.BlobName);
        await app.Storage.Assets.DeleteBlobAsync(lost.Headshot!.BlobName, cancellationToken: Cancelled);
        await new PeopleStore(app.Storage).ChangeAsync(lost.Id, known => known! with { Headshot = Elsewhere(known.Headshot!) }, Cancelled);

        var found = await VerifyAsync(app);

        Assert.Equal((2, 1), (found["mended"]!.GetValue<int>(), found["unmendedCount"]!.GetValue<int>()));
        Assert.Equal((await new PeopleStore(app.Storage).PageAsync("", 1000, Cancelled)).People.Count, found["people"]!.GetValue<int>());
        var named = found["unmended"]![0]!;
        Assert.Equal((lost.Id, "missing"), (named["personId"]!.GetValue<int>(), named["damage"]!.GetValue<string>()));
        Assert.Null(named["titleId"]);
        await new PeopleStore(app.Storage).ChangeAsync(lost.Id, known => known! with { Headshot = lost.Headshot }, Cancelled);
        Assert.Equal(1, (await VerifyAsync(app))["mended"]!.GetValue<int>());
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Lists_that_show_what_was_are_mended()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var library = new LibraryStore(app.Storage);
        var shown = (await library.FindAsync(id, Cancelled))!;
        await library.WriteAsync(shown with { Name = "What was", Poster = null }, Cancelled);

        await VerifyAsync(app);

        Assert.Equal(shown, await library.FindAsync(id, Cancelled));
        Assert.Equal(shown.Name, Assert.Single((await app.GetAsync("v1/movies"))["items"]!.AsArray())!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task People_whom_nobody_has_are_cleared_at_night_page_by_page()
    {
        await using var app = await TestApp.StartAsync(services);
        var store = new PeopleStore(app.Storage);
        for (var number = 1; number <= 120; number++)
        {
            var person = new Person(number, $"p{number}") { Titles = number % 3 == 0 ? [] : [TitleId.Movie("1")] };
            await store.ChangeAsync(person.Id, _ => person, Cancelled);
        }

        var parts = new StoredParts(app, TimeProvider.System);
        var care = new CareForPage(
            new LibraryStore(app.Storage),
            parts.Listed,
            store,
            parts.Retired,
            parts.FormerCast,
            parts.Verification,
            parts.Abandoned,
            new AssetStore(app.Storage),
            TimeProvider.System);
        var (cursor, report) = ((string?)null, CareReport.Empty);
        do
        {
            var page = await care.RunAsync(new CareRequest(CareKind.Clear, null, cursor), Cancelled);
            (cursor, report) = (page.Next, report.Plus(page.Report));
        }
        while (cursor is not null);

        Assert.Equal(120, report.People);
        Assert.Equal(80, (await store.PageAsync("", 1000, Cancelled)).People.Count);
    }

    /// <summary>A portrait that its host no longer has.</summary>
    private static Headshot Elsewhere(Headshot portrait) => portrait with { Source = new Uri(portrait.Source, "/t/p/original/nowhere.jpg") };

    /// <summary>Those whose portrait is kept.</summary>
    private static async Task<IReadOnlyList<Person>> PortraitsAsync(TestApp app) =>
        [.. (await new PeopleStore(app.Storage).PageAsync("", 1000, Cancelled)).People.Where(person => person.Headshot is not null)];

    /// <summary>Puts other bytes of the same length in a file's place.</summary>
    private static async Task AlterAsync(TestApp app, string blobName)
    {
        var blob = app.Storage.Assets.GetBlobClient(blobName);
        var bytes = (await blob.DownloadContentAsync(Cancelled)).Value.Content.ToArray();
        bytes[^1] ^= 0xff;
        await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, Cancelled);
    }

    private static async Task<JsonObject> VerifyAsync(TestApp app)
    {
        await app.DoAsync(HttpMethod.Post, "v1/verification");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(Patience.OfTests);
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            var verification = await app.GetAsync("v1/verification");
            if (verification["state"]!.GetValue<string>() == "running") continue;
            Assert.Equal("completed", verification["state"]!.GetValue<string>());
            return verification["report"]!.AsObject();
        }

        throw new TimeoutException("The verification did not end.");
    }

    private static (int Titles, int Files, int Mended, int Unmended) Figures(JsonObject report) => (
        report["titles"]!.GetValue<int>(), report["files"]!.GetValue<int>(), report["mended"]!.GetValue<int>(), report["unmendedCount"]!.GetValue<int>());
}
