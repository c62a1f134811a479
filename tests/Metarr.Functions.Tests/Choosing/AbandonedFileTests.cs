using System.Globalization;
using Azure.Data.Tables;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>What a process leaves that dies between storing a file and writing down whose it is.</summary>
public sealed class AbandonedFileTests(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_was_stored_for_a_title_and_never_became_its_own_is_cleared_after_a_week()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/banner", await app.PictureAsync(OtherFilm, 1));
        var left = await LeaveAsync(app, id, await app.PictureAsync(OtherFilm));

        Assert.Equal(0, (await VerifyAsync(app, TimeSpan.FromDays(6))).Cleared);
        Assert.True(await IsStoredAsync(app, left.BlobName));
        Assert.Equal(1, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);
        Assert.Equal(0, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        await AssertNoUseAsync(app, left.Sha256);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_file_that_another_title_has_stays_when_a_title_that_never_had_it_lets_it_go()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, other) = (TitleId.Movie(await app.RegisterAsync(Film)), TitleId.Movie(await app.RegisterAsync(OtherFilm)));
        var picture = await app.PictureAsync(OtherFilm);
        await app.DoWithFileAsync($"v1/movies/{other.Value}/assets/poster", picture);
        await LeaveAsync(app, id, picture);

        Assert.Equal(1, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        Assert.NotEmpty(await app.SelectedAsync(other.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id, other]);
    }

    [Fact]
    public async Task A_use_whose_blob_is_not_there_does_not_hide_the_same_bytes_of_another_type()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, other) = (TitleId.Movie(await app.RegisterAsync(Film)), TitleId.Movie(await app.RegisterAsync(OtherFilm)));
        var picture = await app.PictureAsync(OtherFilm);
        await app.DoWithFileAsync($"v1/movies/{other.Value}/assets/thumb", picture);
        var left = await LeaveAsync(app, id, picture);
        await app.Storage.Assets.DeleteBlobAsync(left.BlobName, cancellationToken: Cancelled);

        Assert.Equal(picture, await app.Http.GetByteArrayAsync(new Uri($"v1/assets/{left.Sha256}", UriKind.Relative), Cancelled));
    }

    [Fact]
    public async Task A_portrait_that_was_stored_for_a_person_and_never_became_theirs_is_cleared()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var person = (await new PeopleStore(app.Storage).PageAsync("", 1000, Cancelled)).People.First(known => known.Headshot is not null);
        foreach (var (user, index) in new[] { (person.Id, 0), (987_654_321, 1) })
        {
            var found = Described(await app.PictureAsync(OtherFilm, index));
            var name = AssetStore.BlobName(Headshot.Type, found.Analysis);
            var use = new AssetRef(found.Analysis.Sha256, AssetUser.Person(user), Headshot.Type, name, found.Analysis.MediaType);
            await new AssetRefStore(app.Storage).AddAsync(use, Cancelled);
            await new AssetStore(app.Storage).StoreAsync(name, found.Content, found.Analysis.MediaType, Cancelled);
        }

        Assert.Equal(2, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_replaced_portrait_that_was_not_let_go_is_cleared_and_forgotten()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var people = new PeopleStore(app.Storage);
        var person = (await people.PageAsync("", 1000, Cancelled)).People.First(known => known.Headshot is not null);
        var found = Described(await app.PictureAsync(OtherFilm));
        var old = person.Headshot! with { Analysis = found.Analysis, BlobName = AssetStore.BlobName(Headshot.Type, found.Analysis) };
        await new AssetRefStore(app.Storage).AddAsync(old.UsedBy(person.Id), Cancelled);
        await new AssetStore(app.Storage).StoreAsync(old.BlobName, found.Content, found.Analysis.MediaType, Cancelled);
        await people.ChangeAsync(person.Id, known => known! with { Replaced = old }, Cancelled);

        Assert.Equal(1, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_file_that_nobody_uses_is_deleted_and_what_the_app_did_not_put_there_stays()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var assets = new AssetStore(app.Storage);
        var found = Described(await app.PictureAsync(OtherFilm));
        var name = AssetStore.BlobName(AssetType.Thumb, found.Analysis);
        await assets.StoreAsync(name, found.Content, found.Analysis.MediaType, Cancelled);
        await assets.StoreAsync("notes/read me.txt", found.Content, "text/plain", Cancelled);

        Assert.Equal(0, (await VerifyAsync(app, TimeSpan.FromDays(6))).Cleared);
        Assert.Equal(1, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        Assert.False(await IsStoredAsync(app, name));
        Assert.True(await IsStoredAsync(app, "notes/read me.txt"));
        await app.Storage.Assets.DeleteBlobAsync("notes/read me.txt", cancellationToken: Cancelled);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task What_a_run_wrote_for_a_title_that_is_gone_is_cleared_with_its_rows()
    {
        await using var app = await TestApp.StartAsync(services);
        var gone = TitleId.Movie("1");
        var file = await LeaveAsync(app, gone, await app.PictureAsync(OtherFilm));
        var found = Described(await app.PictureAsync(OtherFilm));
        var row = new CachedAsset(file.Type, file.BlobName, found.Analysis, AssetOrigin.Provider, null, DateTimeOffset.UtcNow);
        await app.Titles.AddIfMissingAsync(gone, row, Cancelled);

        Assert.Equal(1, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_day_looks_at_a_sixteenth_of_the_uses_and_sixteen_days_at_all()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        var left = await LeaveAsync(app, id, await app.PictureAsync(OtherFilm));
        var digit = int.Parse(left.Sha256.ToString()[..1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        var cleared = new List<int>();
        for (var day = 0; day < AbandonedFiles.DaysForAll; day++) cleared.Add((await VerifyAsync(app, TimeSpan.FromDays(8), day)).Cleared);

        Assert.Equal(1, cleared.Sum());
        Assert.Equal(1, cleared[digit]);
    }

    [Fact]
    public async Task Uses_and_blobs_are_gone_through_page_by_page()
    {
        await using var app = await TestApp.StartAsync(services);
        var (refs, assets) = (new AssetRefStore(app.Storage), new AssetStore(app.Storage));
        var hashes = Enumerable.Range(0, 450).Select(number => Sha256Hash.Of(BitConverter.GetBytes(number))).ToList();
        await Task.WhenAll(hashes.Select((sha, number) =>
            refs.AddAsync(new AssetRef(sha, AssetUser.Person(number), Headshot.Type, $"actor_thumb/{sha}", "image/jpeg"), Cancelled)));
        foreach (var sha in hashes.Take(5)) await assets.StoreAsync($"poster/{sha.ToString()[..2]}/{sha}.jpg", new byte[] { 1 }, "image/jpeg", Cancelled);

        Assert.Equal(450 + 5, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        foreach (var sha in hashes.Take(5)) await assets.StoreAsync($"poster/{sha.ToString()[..2]}/{sha}.jpg", new byte[] { 1 }, "image/jpeg", Cancelled);
        var (seen, next) = (new List<Sha256Hash>(), (string?)null);
        do
        {
            (var page, next) = await assets.PageAsync(2, next, Cancelled);
            Assert.InRange(page.Count, 1, 2);
            seen.AddRange(page.Select(file => file.Sha256));
        }
        while (next is not null);
        Assert.Equal(hashes.Take(5).OrderBy(sha => sha.ToString(), StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task When_the_table_of_uses_is_lost_all_that_titles_and_people_have_is_kept()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/banner", await app.PictureAsync(OtherFilm));
        await foreach (var row in app.Storage.AssetRefs.QueryAsync<TableEntity>(cancellationToken: Cancelled))
        {
            await app.Storage.AssetRefs.DeleteEntityAsync(row, cancellationToken: Cancelled);
        }

        Assert.Equal(0, (await VerifyAsync(app, TimeSpan.FromDays(8))).Cleared);

        Assert.NotEmpty(await app.SelectedAsync(id.Value, "banner"));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Theory]
    [InlineData("AssetRefs")]
    [InlineData("assets")]
    public async Task A_file_that_is_uploaded_at_last_while_it_is_cleared_is_kept(string where)
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services, new LaterClock(TimeSpan.FromDays(8)));
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        var picture = await app.PictureAsync(OtherFilm);
        await LeaveAsync(app, id, picture);
        var name = where == "assets" ? app.Storage.Assets.Name : app.Storage.AssetRefs.Name;
        other.Storage.Before(
            call => call.Method == "DELETE" && call.Names(name), () => app.DoWithFileAsync($"v1/movies/{id.Value}/assets/poster", picture));

        await VerifyAsync(other.Part<CareForPage>(), day: null);

        Assert.True(other.Storage.HasPassed);
        Assert.NotEmpty(await app.SelectedAsync(id.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    /// <summary>What is there of an upload before it is written down: its use and its bytes.</summary>
    private static async Task<AssetRef> LeaveAsync(TestApp app, TitleId id, byte[] picture)
    {
        var found = Described(picture);
        var name = AssetStore.BlobName(AssetType.Poster, found.Analysis);
        var file = new CachedAsset(AssetType.Poster, name, found.Analysis, AssetOrigin.User, null, DateTimeOffset.UtcNow);
        await app.Part<KeptFiles>().KeepAsync(id, file, picture, Cancelled);
        return file.UsedBy(id);
    }

    private static (AssetAnalysis Analysis, byte[] Content) Described(byte[] picture)
    {
        var inspection = Assert.IsType<ImageInspection.Accepted>(new ImageInspector().Inspect(picture));
        return (CandidateAnalysis.Describe(inspection.Facts, picture.Length), picture);
    }

    /// <summary>Goes through the whole library as the nightly verification does.</summary>
    private async Task<CareReport> VerifyAsync(TestApp app, TimeSpan later, int? day = null)
    {
        await using var other = await OtherInstance.StartAsync(app, services, new LaterClock(later));
        return await VerifyAsync(other.Part<CareForPage>(), day);
    }

    private static async Task<CareReport> VerifyAsync(CareForPage care, int? day)
    {
        var (cursor, report) = ((string?)null, CareReport.Empty);
        do
        {
            var page = await care.RunAsync(new CareRequest(CareKind.Verify, day, cursor), Cancelled);
            (cursor, report) = (page.Next, report.Plus(page.Report));
        }
        while (cursor is not null);
        Assert.Equal((0, 0), (report.Mended, report.UnmendedCount));
        return report;
    }

    private static async Task AssertNoUseAsync(TestApp app, Sha256Hash sha) =>
        Assert.Empty(await new AssetRefStore(app.Storage).FindAsync(sha, Cancelled));

    private static async Task<bool> IsStoredAsync(TestApp app, string blobName) =>
        await new AssetStore(app.Storage).FindAsync(blobName, Cancelled) is not null;
}
