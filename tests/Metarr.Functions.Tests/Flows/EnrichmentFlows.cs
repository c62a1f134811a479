using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Flows;

public sealed class EnrichmentFlows(LocalServices services)
{
    private static readonly int FirstFilm = BundledLibrary.Films[0].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registered_film_is_enriched_from_the_request_to_the_stored_files()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(FirstFilm);

        var job = await app.EnrichAsync(id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        var movie = await app.GetAsync($"v1/movies/{id}");
        Assert.Equal("enriched", movie["status"]!.GetValue<string>());
        Assert.Equal(BundledLibrary.Films[0].Title, movie["metadata"]!["title"]!.GetValue<string>());
        Assert.Equal("tmdb", movie["sources"]!["title"]!.GetValue<string>());
        Assert.Equal(BundledLibrary.Films[0].ImdbId, movie["externalIds"]!["imdbId"]!.GetValue<string>());
        Assert.Equal(BundledLibrary.ImageCountOf(FirstFilm), job["summary"]!["candidates"]!.GetValue<int>());

        var posters = Chosen(await app.GetAsync($"v1/movies/{id}/assets"), "poster");
        Assert.Equal(3, posters.Count);
        foreach (var poster in posters) await AssertServedAsync(app, poster["analysis"]!["sha256"]!.GetValue<string>());
    }

    [Fact]
    public async Task Broken_and_missing_images_are_passed_over_and_the_next_best_take_their_place()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(FirstFilm);
        var broken = BundledLibrary.CorruptImagesOf(FirstFilm);
        var missing = BundledLibrary.MissingImagesOf(FirstFilm);
        Assert.NotEmpty(broken);
        Assert.NotEmpty(missing);

        await app.SetAsync(new { analysisMode = "all" });
        await app.EnrichAsync(id);

        var snapshot = await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled);
        var failures = snapshot.Candidates.Where(record => record.Failure is not null)
            .ToDictionary(record => record.Candidate.ProviderAssetId, record => record.Failure!.Kind);
        Assert.All(broken, path => Assert.Equal(CandidateFailureKind.NotAnImage, failures[path]));
        Assert.All(missing, path => Assert.Equal(CandidateFailureKind.NotFound, failures[path]));
        Assert.Equal(3, snapshot.Candidates.Count(record => record is { Candidate.Type: AssetType.Poster, Decision: CandidateDecision.Selected }));
    }

    [Fact]
    public async Task A_second_run_downloads_no_image_and_changes_no_choice()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(FirstFilm);
        await app.EnrichAsync(id);
        var before = await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled);
        app.Simulator.Requests.Reset();

        var again = await app.EnrichAsync(id, new { force = true });

        Assert.Equal("completed", again["state"]!.GetValue<string>());
        Assert.Equal(0, app.Simulator.Requests.Count("tmdb-images"));
        Assert.Equal(0, again["summary"]!["changed"]!.GetValue<int>());
        var after = await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled);
        Assert.Equal(before.Candidates.OrderBy(record => record.Candidate.Key), after.Candidates.OrderBy(record => record.Candidate.Key));
    }

    [Fact]
    public async Task A_fresh_title_is_left_alone_unless_forced()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(FirstFilm);
        await app.EnrichAsync(id);
        app.Simulator.Requests.Reset();

        var again = await app.EnrichAsync(id);

        Assert.Equal("skipped", again["state"]!.GetValue<string>());
        Assert.Contains("force", again["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, app.Simulator.Requests.Count());
    }

    [Fact]
    public async Task Looking_at_the_best_first_chooses_the_same_as_looking_at_all()
    {
        await using var bestFirst = await TestApp.StartAsync(services);
        await using var all = await TestApp.StartAsync(services);
        await all.SetAsync(new { analysisMode = "all" });
        var film = BundledLibrary.Films[3].TmdbId;

        var few = await bestFirst.EnrichAsync(await bestFirst.RegisterAsync(film));
        var many = await all.EnrichAsync(await all.RegisterAsync(film));

        Assert.True(few["summary"]!["analyzed"]!.GetValue<int>() < many["summary"]!["analyzed"]!.GetValue<int>());
        Assert.Equal(await ChoiceAsync(all, film), await ChoiceAsync(bestFirst, film));
    }

    [Fact]
    public async Task A_locked_type_keeps_its_selection_in_a_forced_run()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(FirstFilm));
        var row = await app.Titles.GetAsync(id, Cancelled);
        Assert.True(await app.Titles.TryReplaceAsync(row with { Title = row.Title with { LockedTypes = [AssetType.Poster] } }, Cancelled));

        await app.EnrichAsync(id.Value, new { force = true });

        var snapshot = await app.Titles.GetSnapshotAsync(id, Cancelled);
        Assert.DoesNotContain(snapshot.Candidates, record => record is { Candidate.Type: AssetType.Poster, Decision: CandidateDecision.Selected });
        Assert.Contains(snapshot.Candidates, record => record is { Candidate.Type: AssetType.Fanart, Decision: CandidateDecision.Selected });
    }

    [Fact]
    public async Task Without_automatic_selection_art_is_scored_and_shown_and_nothing_is_chosen()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { autoSelectAssets = false });
        var id = await app.RegisterAsync(FirstFilm);

        var job = await app.EnrichAsync(id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Empty(job["summary"]!["selected"]!.AsObject());
        var poster = (await app.GetAsync($"v1/movies/{id}/assets"))["types"]!.AsArray().First(type => type!["type"]!.GetValue<string>() == "poster")!;
        Assert.InRange(poster["candidates"]![0]!["score"]!["total"]!.GetValue<double>(), 50, 100);
    }

    [Fact]
    public async Task After_a_run_every_blob_has_a_user_and_nothing_is_left_aside()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(FirstFilm));
        await app.EnrichAsync(id.Value);

        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    private static async Task<List<string>> ChoiceAsync(TestApp app, int film)
    {
        var snapshot = await app.Titles.GetSnapshotAsync(TitleId.Movie($"{film}"), Cancelled);
        return [.. snapshot.Candidates
            .Where(record => record.Decision is CandidateDecision.Selected)
            .OrderBy(record => record.Candidate.Type).ThenBy(record => record.Rank)
            .Select(record => $"{record.Candidate.Type} {record.Rank} {record.Candidate.ProviderAssetId}")];
    }

    private static List<JsonNode> Chosen(JsonObject assets, string type) =>
        [.. assets["types"]!.AsArray().Single(entry => entry!["type"]!.GetValue<string>() == type)!["candidates"]!.AsArray()
            .Where(candidate => candidate!["decision"]!.GetValue<string>() == "selected").Select(candidate => candidate!)];

    private static async Task AssertServedAsync(TestApp app, string sha)
    {
        var path = new Uri($"v1/assets/{sha}", UriKind.Relative);
        using var served = await app.Http.GetAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(sha, Convert.ToHexStringLower(SHA256.HashData(await served.Content.ReadAsByteArrayAsync(Cancelled))));
        Assert.Contains("immutable", served.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var conditional = new HttpRequestMessage(HttpMethod.Get, path);
        conditional.Headers.IfNoneMatch.Add(served.Headers.ETag!);
        using var unchanged = await app.Http.SendAsync(conditional, Cancelled);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }
}
