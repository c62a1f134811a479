using System.Net;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class RadarrFlows(LocalServices services)
{
    private const int Film = 4711;

    private const string Another =
        "The library has such an id under another TMDB number, 4711, so nothing was changed; if it is the same movie, remove '4711' and add it again.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_registers_the_film_with_its_file_and_ends_in_stored_art()
    {
        await using var app = await TestApp.StartAsync(services);
        var film = BundledLibrary.Films[2].TmdbId;

        var entry = await app.SendAndWaitAsync(RadarrBodies.Download(film));

        Assert.Equal("done", WebhookSender.State(entry));
        var title = await app.WaitForTitleAsync(film, title => title.EnrichedAt is not null);
        Assert.Equal(RadarrBodies.Folder, title.Folder);
        Assert.Equal(RadarrBodies.Folder + "/Long Way.mkv", title.File!.Path);
        Assert.Equal((12_729_205_605, "Bluray-1080p"), (title.File.SizeBytes, title.File.Quality));
        var job = await app.WaitAsync(entry["jobId"]!.GetValue<string>());
        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Equal(3, job["summary"]!["selected"]!["poster"]!.GetValue<int>());
        await StorageAudit.AssertSoundAsync(app.Storage, [title.Id]);
    }

    [Fact]
    public async Task An_upgrade_takes_the_new_file_and_leaves_what_was_chosen()
    {
        await using var app = await TestApp.StartAsync(services);
        var film = BundledLibrary.Films[2].TmdbId;
        await app.DownloadAndWaitAsync(film);
        var id = TitleId.Movie($"{film}");
        var chosen = await app.Titles.GetSnapshotAsync(id, Cancelled);

        var entry = await app.SendAndWaitAsync(RadarrBodies.Download(film, "Better.mkv", isUpgrade: true));
        await app.WaitAsync(entry["jobId"]!.GetValue<string>());

        var after = await app.Titles.GetSnapshotAsync(id, Cancelled);
        Assert.Equal("Better.mkv", after.Row.Title.File!.RelativePath);
        Assert.Equal(
            chosen.Candidates.OrderBy(record => record.Candidate.Key), after.Candidates.OrderBy(record => record.Candidate.Key));
    }

    [Fact]
    public async Task The_same_event_again_changes_nothing()
    {
        var films = new PlainFilms();
        await using var app = await TestApp.StartAsync(services, films);
        var body = RadarrBodies.Download(Film);
        await app.DownloadAndWaitAsync(Film);
        var before = await app.FindAsync(Film);

        var again = await app.SendAndWaitAsync(body);
        var job = await app.WaitAsync(again["jobId"]!.GetValue<string>());

        Assert.Equal("skipped", job["state"]!.GetValue<string>());
        Assert.Equal(before, (await app.FindAsync(Film))! with { Title = before!.Title });
        Assert.Equal(before!.ETag, (await app.FindAsync(Film))!.ETag);
        Assert.Equal(2, Assert.Single(await app.ActivityAsync())["times"]!.GetValue<int>());
        Assert.Equal(1, films.Asked);
    }

    [Fact]
    public async Task A_renaming_moves_the_path()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.SendAndWaitAsync(RadarrBodies.Download(Film));

        await app.SendAndWaitAsync(RadarrBodies.Renamed(Film, "Long Way.mkv", "The Long Way Down (2021).mkv"));

        var file = (await app.FindAsync(Film))!.Title.File!;
        Assert.Equal("The Long Way Down (2021).mkv", file.RelativePath);
        Assert.Equal(RadarrBodies.Folder + "/The Long Way Down (2021).mkv", file.Path);
        Assert.Equal("Bluray-1080p", file.Quality);
    }

    [Fact]
    public async Task An_added_film_is_registered_and_not_yet_enriched()
    {
        var films = new PlainFilms();
        await using var app = await TestApp.StartAsync(services, films);

        var entry = await app.SendAndWaitAsync(RadarrBodies.Added(Film));

        Assert.Equal("done", WebhookSender.State(entry));
        Assert.Null(entry["jobId"]);
        var movie = await app.GetAsync($"v1/movies/{Film}");
        Assert.Equal("The Long Way Down", movie["metadata"]!["title"]!.GetValue<string>());
        Assert.Equal(RadarrBodies.Folder, movie["folder"]!.GetValue<string>());
        Assert.Equal("discovered", movie["status"]!.GetValue<string>());
        Assert.Equal(0, films.Asked);
    }

    [Fact]
    public async Task The_deletion_of_a_file_for_an_upgrade_does_nothing()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.SendAndWaitAsync(RadarrBodies.Download(Film));

        var entry = await app.SendAndWaitAsync(RadarrBodies.FileDeleted(Film, "upgrade"));

        Assert.Equal("ignored", WebhookSender.State(entry));
        var title = (await app.FindAsync(Film))!.Title;
        Assert.Null(title.DeletedAt);
        Assert.NotNull(title.File);
    }

    [Theory]
    [InlineData("manual")]
    [InlineData("missingFromDisk")]
    [InlineData("MovieDelete")]
    public async Task A_deleted_film_is_marked_and_comes_back_with_the_next_download(string reason)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.DownloadAndWaitAsync(Film);

        await app.SendAndWaitAsync(reason == "MovieDelete" ? RadarrBodies.Deleted(Film) : RadarrBodies.FileDeleted(Film, reason));

        Assert.NotNull((await app.GetAsync($"v1/movies/{Film}"))["deletedAt"]);
        await app.SendAndWaitAsync(RadarrBodies.Download(Film));
        var title = await app.WaitForTitleAsync(Film, title => title.DeletedAt is null);
        Assert.NotNull(title.File);
        Assert.NotNull(title.EnrichedAt);
    }

    [Fact]
    public async Task A_deletion_by_another_films_id_removes_nothing_and_says_so()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.SendAndWaitAsync(RadarrBodies.Added(Film));

        var deleted = await app.SendAndWaitAsync(RadarrBodies.Deleted(Film + 1, imdbNumber: Film));

        Assert.Null((await app.FindAsync(Film))!.Title.DeletedAt);
        Assert.Equal(Another, deleted["outcome"]!.GetValue<string>());
        await app.SendAndWaitAsync(RadarrBodies.Deleted(Film));
        Assert.NotNull((await app.FindAsync(Film))!.Title.DeletedAt);
    }

    [Fact]
    public async Task A_film_of_another_TMDB_number_changes_nothing_of_the_one_whose_IMDb_id_it_has()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.SendAndWaitAsync(RadarrBodies.Download(Film));
        await app.WaitForTitleAsync(Film, title => title.EnrichedAt is not null);
        var before = (await app.FindAsync(Film))!.Title;

        foreach (var body in new[]
        {
            RadarrBodies.Added(Film + 1, Film), RadarrBodies.Download(Film + 1, "Other.mkv", imdbNumber: Film),
            RadarrBodies.Renamed(Film + 1, "Other.mkv", "Another.mkv", Film), RadarrBodies.FileDeleted(Film + 1, "manual", Film),
        })
        {
            Assert.Equal(Another, (await app.SendAndWaitAsync(body))["outcome"]!.GetValue<string>());
        }

        Assert.Equal(StoredJson.Write(before), StoredJson.Write((await app.FindAsync(Film))!.Title));
    }

    [Fact]
    public async Task A_deleted_film_that_comes_back_under_another_TMDB_number_is_the_same_and_keeps_what_was_chosen()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.SendAndWaitAsync(RadarrBodies.Added(Film));
        await app.DoAsync(HttpMethod.Patch, $"v1/movies/{Film}", new { plot = "Mine." });
        await app.SendAndWaitAsync(RadarrBodies.Deleted(Film));

        var added = await app.SendAndWaitAsync(RadarrBodies.Added(Film + 1, imdbNumber: Film));

        Assert.Equal("The movie was in the library already.", added["outcome"]!.GetValue<string>());
        var title = (await app.FindAsync(Film))!.Title;
        Assert.Equal((null, Film + 1, "Mine."), (title.DeletedAt, title.ExternalIds.TmdbId, title.Metadata.Plot));
        Assert.Equal(Film + 1, (await app.GetAsync("v1/movies"))["items"]![0]!["externalIds"]!["tmdbId"]!.GetValue<int>());
        Assert.Equal($"{Film}", await app.RegisterAsync(Film + 1));
        await app.SendAndWaitAsync(RadarrBodies.Deleted(Film + 1));
        Assert.NotNull((await app.FindAsync(Film))!.Title.DeletedAt);
    }

    [Fact]
    public async Task An_IMDb_id_that_differs_is_told_and_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.SendAndWaitAsync(RadarrBodies.Added(Film));

        var same = await app.SendAndWaitAsync(RadarrBodies.Added(Film));
        var other = await app.SendAndWaitAsync(RadarrBodies.Added(Film, imdbNumber: 4712));

        Assert.Equal("The movie was in the library already.", same["outcome"]!.GetValue<string>());
        Assert.Equal(
            "The movie was in the library already. It was taken for '4711', though their ids differ: imdb tt0004712 was told and tt0004711 is known.",
            other["outcome"]!.GetValue<string>());
        Assert.Equal("tt0004711", (await app.FindAsync(Film))!.Title.ExternalIds.ImdbId);
    }

    [Fact]
    public async Task Registering_a_deleted_film_again_takes_the_deletion_back()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        await app.SendAndWaitAsync(RadarrBodies.Added(Film));
        await app.SendAndWaitAsync(RadarrBodies.Deleted(Film));
        Assert.NotNull((await app.FindAsync(Film))!.Title.DeletedAt);

        await app.RegisterAsync(Film);

        Assert.Null((await app.FindAsync(Film))!.Title.DeletedAt);
    }

    [Theory]
    [InlineData("""{"eventType": "Test", "movie": {"id": 1, "title": "Test Title", "tmdbId": 0}}""", "The connection works.")]
    [InlineData("""{"eventType": "Grab", "movie": {"id": 1, "title": "A", "tmdbId": 5}}""", "A release was grabbed; its import will be told.")]
    [InlineData("""{"eventType": "Health", "message": "Indexers unavailable"}""", "Noted.")]
    [InlineData("""{"eventType": "HealthRestored", "message": "Indexers are back"}""", "Noted.")]
    [InlineData("""{"eventType": "ApplicationUpdate", "newVersion": "5.0"}""", "Noted.")]
    [InlineData("""{"eventType": "ManualInteractionRequired", "movie": {"title": "A", "tmdbId": 5}}""", "Noted.")]
    [InlineData("""{"eventType": "SomethingNew", "movie": {"tmdbId": 5}}""", "The event type 'SomethingNew' is unknown and was passed over.")]
    [InlineData("""{"eventType": 7}""", "The body names no event type.")]
    [InlineData("{}", "The body names no event type.")]
    [InlineData("""{"eventType": "Download", "movie": {"title": "A film without an id", "tmdbId": 0}}""",
        "The event names no movie by an id, so nothing can be done with it.")]
    public async Task What_asks_for_nothing_is_taken_and_noted(string body, string outcome)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());

        using var answer = await app.PostWebhookAsync(body, method: HttpMethod.Put);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ok", (await TestApp.DataAsync(answer))["status"]!.GetValue<string>());
        var entry = Assert.Single(await app.ActivityAsync());
        Assert.Equal(("ignored", outcome), (WebhookSender.State(entry), entry["outcome"]!.GetValue<string>()));
        Assert.Equal(0, (await app.GetAsync("v1/movies"))["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("no json", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task What_is_no_event_is_refused(string body, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());

        using var answer = await app.PostWebhookAsync(body);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Empty(await app.ActivityAsync());
    }

    [Fact]
    public async Task Three_hundred_downloads_at_once_are_all_taken_and_all_enriched_once_and_again_change_nothing()
    {
        var films = new PlainFilms();
        await using var app = await TestApp.StartAsync(services, films, ("Providers:Tmdb:CallsPerSecond", "1000"));
        var numbers = Enumerable.Range(1, 300).ToList();

        await Task.WhenAll(numbers.Select(number => app.SendAsync(RadarrBodies.Download(number))));
        foreach (var number in numbers) await app.WaitForTitleAsync(number, title => title.EnrichedAt is not null);

        Assert.Equal(300, films.Asked);
        var before = await TagsAsync();
        await Task.WhenAll(numbers.Select(number => app.SendAsync(RadarrBodies.Download(number))));
        await WebhookSender.EventuallyAsync(
            async () => (await app.ActivityAsync("&kind=webhook")).All(entry => entry["times"]!.GetValue<int>() == 2 && WebhookSender.State(entry) == "done") ? this : null,
            "Not all repeats were worked on.");
        Assert.Equal(before, await TagsAsync());
        Assert.Equal(300, films.Asked);

        async Task<List<string>> TagsAsync()
        {
            var rows = await Task.WhenAll(numbers.Select(number => app.FindAsync(number)));
            return [.. rows.Select(row => row!.ETag.ToString())];
        }
    }
}
