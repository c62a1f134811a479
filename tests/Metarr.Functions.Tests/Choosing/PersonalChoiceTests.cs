using System.Net;
using Metarr.Enrichment.Library;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

public sealed class PersonalChoiceTests(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int BrokenFilm = BundledLibrary.Films[0].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_choice_in_order_locks_the_type_and_survives_a_forced_run()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var all = await app.KeysAsync(id);
        string[] wanted = [all[^1], all[1]];

        var art = await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/poster/selection", new { keys = wanted });
        await app.EnrichAsync(id, new { force = true });

        Assert.Equal(wanted, ArtSteps.Selected(art));
        Assert.True(art["locked"]!.GetValue<bool>());
        Assert.Equal(wanted, await app.SelectedAsync(id));
        Assert.Equal("user", (await app.ArtAsync(id, "poster"))["selectedBy"]!.GetValue<string>());
        var snapshot = await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled);
        Assert.All(
            snapshot.Candidates.Where(record => record is { Candidate.Type: AssetType.Poster, Decision: CandidateDecision.Selected }),
            record => Assert.NotNull(snapshot.CachedFileOf(record)));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_choice_before_any_selection_downloads_what_it_needs_and_no_more()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { autoSelectAssets = false });
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var worst = (await app.KeysAsync(id))[^1];
        app.Simulator.Requests.Reset();

        var art = await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/poster/selection", new { keys = new[] { worst } });

        Assert.Equal([worst], ArtSteps.Selected(art));
        Assert.InRange(app.Simulator.Requests.Count("tmdb-images"), 0, 1);
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task Wrong_choices_are_refused_and_change_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { analysisMode = "all" });
        var id = await app.RegisterAsync(BrokenFilm);
        await app.EnrichAsync(id);
        var before = await app.SelectedAsync(id);
        var snapshot = await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled);
        var broken = snapshot.Candidates.First(record => record is { Candidate.Type: AssetType.Poster, Failure: not null }).Candidate.Key;
        var path = $"v1/movies/{id}/assets/poster/selection";

        await app.SendAsync(HttpMethod.Put, path, new { keys = new[] { "no such key" } }).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");
        await app.SendAsync(HttpMethod.Put, path, new { keys = new[] { before[0], before[0] } }).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");
        await app.SendAsync(HttpMethod.Put, path, new { keys = (await app.KeysAsync(id)).Take(4) }).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");
        await app.SendAsync(HttpMethod.Put, path, new { }).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");
        await app.SendAsync(HttpMethod.Put, path, new { keys = "all" }).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");
        await app.SendAsync(HttpMethod.Put, path, new { keys = new[] { broken } }).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "unusable-image");
        await app.SendAsync(HttpMethod.Put, $"v1/movies/{id}/assets/mural/selection", new { keys = before })
            .AssertRefusedAsync(HttpStatusCode.NotFound, "asset-type-not-found");
        await app.SendAsync(HttpMethod.Put, "v1/movies/404/assets/poster/selection", new { keys = before })
            .AssertRefusedAsync(HttpStatusCode.NotFound, "movie-not-found");

        Assert.Equal(before, await app.SelectedAsync(id));
        Assert.False((await app.ArtAsync(id, "poster"))["locked"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Uploaded_art_comes_first_and_automation_never_retires_it()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var before = await app.SelectedAsync(id);
        var own = await app.PictureAsync(OtherFilm);

        var uploaded = await app.DoWithFileAsync($"v1/movies/{id}/assets/poster", own);
        var key = ArtSteps.Selected(uploaded)[0];
        Assert.Equal([key, before[0], before[1]], ArtSteps.Selected(uploaded));

        await app.DoAsync(HttpMethod.Delete, $"v1/movies/{id}/locks/poster");
        await app.EnrichAsync(id, new { force = true });

        Assert.Equal([key, before[0], before[1]], await app.SelectedAsync(id));
        Assert.Equal("auto", (await app.ArtAsync(id, "poster"))["selectedBy"]!.GetValue<string>());
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task The_poster_of_a_movie_that_was_never_enriched_stays_listed_when_it_is_registered_again()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.DoWithFileAsync($"v1/movies/{id}/assets/poster", await app.PictureAsync(BundledLibrary.Films[4].TmdbId));
        var listed = (await app.GetAsync("v1/movies"))["items"]![0]!.ToJsonString();

        await app.RegisterAsync(Film);

        Assert.Contains("\"poster\":\"", listed, StringComparison.Ordinal);
        Assert.Equal(listed, (await app.GetAsync("v1/movies"))["items"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Files_that_are_no_images_or_come_as_forms_are_refused()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "poster.jpg" } };

        await app.SendFileAsync($"v1/movies/{id}/assets/poster", "no image"u8.ToArray()).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "unusable-image");
        await app.SendFileAsync($"v1/movies/{id}/assets/poster", []).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "unusable-image");
        await app.SendFileAsync($"v1/movies/{id}/scanned-assets?type=mural", []).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");
        await app.Http.PostAsync(new Uri($"v1/movies/{id}/assets/poster", UriKind.Relative), form, Cancelled)
            .AssertRefusedAsync(HttpStatusCode.UnsupportedMediaType, "form-not-supported");
    }

    [Fact]
    public async Task A_file_is_taken_as_curl_sends_it_unless_told_of_a_type()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        using var body = new ByteArrayContent(await app.PictureAsync(BundledLibrary.Films[4].TmdbId));
        body.Headers.ContentType = new("application/x-www-form-urlencoded");

        using var answer = await app.Http.PostAsync(new Uri($"v1/movies/{id}/assets/poster", UriKind.Relative), body, Cancelled);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Restoring_goes_back_step_by_step()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var first = await app.SelectedAsync(id);
        var all = await app.KeysAsync(id);
        string[] second = [all[4]];
        string[] third = [all[5], all[0]];
        var restore = $"v1/movies/{id}/assets/poster/restore";
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/poster/selection", new { keys = second });
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/poster/selection", new { keys = third });

        Assert.Equal(second, ArtSteps.Selected(await app.DoAsync(HttpMethod.Post, restore)));
        Assert.Equal(first, ArtSteps.Selected(await app.DoAsync(HttpMethod.Post, restore)));
        await app.SendAsync(HttpMethod.Post, restore).AssertRefusedAsync(HttpStatusCode.Conflict, "nothing-to-restore");

        await app.EnrichAsync(id, new { force = true });
        Assert.Equal(first, await app.SelectedAsync(id));
    }

    [Fact]
    public async Task Scanned_files_are_linked_to_their_originals_and_never_compete()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        var scan = $"v1/movies/{id}/scanned-assets?type=poster";
        var same = await app.PictureAsync(Film);
        var before = await app.DoWithFileAsync(scan, same);
        var other = await app.DoWithFileAsync(scan, await app.PictureAsync(OtherFilm, 1));
        Assert.Null(before["candidateKey"]);

        await app.SetAsync(new { analysisMode = "all" });
        await app.EnrichAsync(id);
        var again = await app.DoWithFileAsync(scan, same);

        Assert.NotNull(again["candidateKey"]);
        Assert.True(again["sameBytes"]!.GetValue<bool>());
        Assert.Equal("scan", again["origin"]!.GetValue<string>());
        var selected = (await app.ArtAsync(id, "poster"))["candidates"]!.AsArray().Where(c => c!["decision"]!.GetValue<string>() == "selected");
        Assert.DoesNotContain(
            other["analysis"]!["sha256"]!.GetValue<string>(), selected.Select(c => c!["analysis"]!["sha256"]!.GetValue<string>()));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }
}
