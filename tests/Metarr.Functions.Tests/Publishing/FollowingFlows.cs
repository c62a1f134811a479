using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Publishing;

/// <summary>What is published follows the title: better files, new names, edits and choices, its removal.</summary>
public sealed class FollowingFlows(LocalServices services) : IDisposable
{
    private static readonly SimulatedFilm Film = BundledLibrary.Films[0];

    private readonly string media = Directory.CreateTempSubdirectory("metarr-media-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(media, Path.GetFileName(RadarrBodies.Folder));

    private string Poster => Path.Combine(Folder, "poster.jpg");

    public void Dispose() => Directory.Delete(media, recursive: true);

    [Fact]
    public async Task An_upgrade_of_a_fresh_film_writes_the_chosen_art_again_and_asks_no_provider()
    {
        await using var app = await StartPublishedAsync();
        var poster = await File.ReadAllBytesAsync(Poster, Cancelled);
        Directory.Delete(Folder, recursive: true);
        var asked = app.Simulator.Requests.Count("tmdb");

        await app.SendAndWaitAsync(RadarrBodies.Download(Film.TmdbId, "Better.mkv", isUpgrade: true));

        await EventuallyAsync(() => File.Exists(Path.Combine(Folder, "movie.nfo")) && File.Exists(Poster));
        Assert.Equal(poster, await File.ReadAllBytesAsync(Poster, Cancelled));
        Assert.Equal(asked, app.Simulator.Requests.Count("tmdb"));
    }

    [Fact]
    public async Task A_renamed_folder_takes_what_was_published_with_it_and_leaves_what_somebody_changed()
    {
        await using var app = await StartPublishedAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "fanart.jpg"), "mine", Cancelled);
        var renamed = RadarrBodies.Renamed(Film.TmdbId, "Long Way.mkv", "Film.mkv")
            .Replace(RadarrBodies.Folder, "/films/Another Name (2021)", StringComparison.Ordinal);

        await app.SendAndWaitAsync(renamed);

        var now = Path.Combine(media, "Another Name (2021)");
        await EventuallyAsync(() => File.Exists(Path.Combine(now, "movie.nfo")) && !File.Exists(Path.Combine(Folder, ".metarr.json")));
        Assert.Equal(["fanart.jpg"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.True(File.Exists(Path.Combine(now, "poster.jpg")));
        Assert.NotEqual("mine", await File.ReadAllTextAsync(Path.Combine(now, "fanart.jpg"), Cancelled));
    }

    [Fact]
    public async Task Nothing_is_published_by_an_upgrade_of_a_film_that_waits_for_a_person_to_publish_it()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        await EnrichedAsync(app);

        await app.SendAndWaitAsync(RadarrBodies.Download(Film.TmdbId, "Better.mkv", isUpgrade: true));
        await app.WaitForTitleAsync(Film.TmdbId, title => title.File?.RelativePath == "Better.mkv");

        Assert.Equal("ready", (await app.GetAsync($"v1/movies/{Film.TmdbId}"))["publishing"]!["state"]!.GetValue<string>());
        Assert.Empty(Directory.GetDirectories(media));
    }

    [Fact]
    public async Task What_a_person_edits_and_chooses_is_published_by_itself()
    {
        await using var app = await StartPublishedAsync();

        using var edited = await app.Http.PatchAsJsonAsync($"v1/movies/{Film.TmdbId}", new { plot = "A plot of one's own." }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        await EventuallyAsync(() => Nfo().Element("plot")!.Value == "A plot of one's own.");

        using var chosen = await app.Http.PutAsJsonAsync(
            $"v1/movies/{Film.TmdbId}/assets/poster/selection", new { keys = Array.Empty<string>() }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        await EventuallyAsync(() => !File.Exists(Poster));

        using var restored = await app.Http.PostAsJsonAsync($"v1/movies/{Film.TmdbId}/assets/poster/restore", new { }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
        await EventuallyAsync(() => File.Exists(Poster) && Nfo().Element("art")!.Element("poster") is not null);
    }

    [Fact]
    public async Task Art_of_a_type_that_is_switched_off_leaves_the_folder_and_comes_back_with_it()
    {
        await using var app = await StartPublishedAsync();

        await LimitPostersAsync(app, 0);
        await EventuallyAsync(() => !File.Exists(Poster) && Nfo().Element("art")!.Element("poster") is null);
        await LimitPostersAsync(app, 3);
        await EventuallyAsync(() => File.Exists(Poster) && Nfo().Element("art")!.Element("poster") is not null);
    }

    [Fact]
    public async Task What_a_person_changes_of_a_published_film_makes_it_ready_again_where_publishing_waits_for_people()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        await EnrichedAsync(app);
        await PublishAsync(app);

        await SendAsync(app, HttpMethod.Patch, "", new { monitored = false });
        Assert.Equal("published", await StateAsync(app));
        await SendAsync(app, HttpMethod.Patch, "", new { plot = "A plot of one's own." });
        Assert.Equal("ready", await StateAsync(app));
        await SendAsync(app, HttpMethod.Put, "/assets/poster/selection", new { keys = Array.Empty<string>() });

        var changed = (await app.GetAsync($"v1/movies/{Film.TmdbId}"))["publishing"]!["changed"]!;
        Assert.Equal(["plot"], Names(changed["fields"]!));
        Assert.Equal(["poster"], Names(changed["types"]!));
        Assert.NotEqual("A plot of one's own.", Nfo().Element("plot")!.Value);
        await PublishAsync(app);
        Assert.Equal(("A plot of one's own.", false), (Nfo().Element("plot")!.Value, File.Exists(Poster)));
        await SendAsync(app, HttpMethod.Post, "/assets/poster/restore", new { });
        Assert.Equal("ready", await StateAsync(app));
    }

    [Fact]
    public async Task A_choice_of_what_is_selected_already_leaves_a_film_published()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        await EnrichedAsync(app);
        var keys = new { keys = Array.Empty<string>() };
        await SendAsync(app, HttpMethod.Put, "/assets/clearart/selection", keys);
        await PublishAsync(app);

        await SendAsync(app, HttpMethod.Put, "/assets/clearart/selection", keys);

        Assert.Equal("published", await StateAsync(app));
    }

    [Fact]
    public async Task A_removed_film_leaves_its_files_unless_they_are_asked_to_go_and_somebodys_own_stay_even_then()
    {
        await using var app = await StartPublishedAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "fanart.jpg"), "mine", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(Folder, "film.mkv"), "a film", Cancelled);

        using var wrong = await RemoveAsync(app, "?deletePublished=please");
        Assert.Equal("deletePublished", (await wrong.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["field"]!.GetValue<string>());
        using var kept = await RemoveAsync(app);
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        Assert.True(File.Exists(Poster));

        await EnrichedAsync(app);
        await EventuallyPublishedAsync(app);
        using var removed = await RemoveAsync(app, "?deletePublished=true");

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(["fanart.jpg", "film.mkv"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
        using var again = await RemoveAsync(app, "?deletePublished=true");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_film_whose_published_files_cannot_be_reached_is_not_removed()
    {
        await using var app = await StartPublishedAsync();
        Directory.Move(media, media + "-away");

        using var refused = await RemoveAsync(app, "?deletePublished=true");

        Directory.Move(media + "-away", media);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull(await app.FindAsync(Film.TmdbId));
        Assert.True(File.Exists(Poster));
    }

    [Fact]
    public async Task A_film_with_a_published_file_that_cannot_be_removed_stays_until_it_can()
    {
        await using var app = await StartPublishedAsync();
        File.Delete(Poster);
        File.CreateSymbolicLink(Poster, Poster);

        var problem = await RemoveAsync(app, "?deletePublished=true")
            .AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "publish-target-unavailable");
        Assert.Contains("ask again", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(await app.FindAsync(Film.TmdbId));

        File.Delete(Poster);
        using var removed = await RemoveAsync(app, "?deletePublished=true");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.False(Directory.Exists(Folder));
    }

    private static List<string> Names(JsonNode list) => [.. list.AsArray().Select(name => name!.GetValue<string>())];

    private static async Task<string> StateAsync(TestApp app) =>
        (await app.GetAsync($"v1/movies/{Film.TmdbId}"))["publishing"]!["state"]!.GetValue<string>();

    private static async Task PublishAsync(TestApp app)
    {
        await SendAsync(app, HttpMethod.Post, "/publish", new { });
        await EventuallyPublishedAsync(app);
    }

    private static async Task SendAsync(TestApp app, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"v1/movies/{Film.TmdbId}{path}", UriKind.Relative))
        {
            Content = JsonContent.Create(body),
        };
        using var answer = await app.Http.SendAsync(request, Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    private static Task<HttpResponseMessage> RemoveAsync(TestApp app, string query = "") =>
        app.Http.DeleteAsync(new Uri($"v1/movies/{Film.TmdbId}{query}", UriKind.Relative), Cancelled);

    private static async Task LimitPostersAsync(TestApp app, int limit)
    {
        using var limited = await app.Http.PutAsJsonAsync("v1/settings/asset-limits/poster", new { limit }, Cancelled);
        limited.EnsureSuccessStatusCode();
        await app.EnrichAsync($"{Film.TmdbId}");
    }

    private static async Task EnrichedAsync(TestApp app) =>
        Assert.Equal("completed", (await app.DownloadAndWaitAsync(Film.TmdbId))["state"]!.GetValue<string>());

    private static Task<JsonNode> EventuallyPublishedAsync(TestApp app) => WebhookSender.EventuallyAsync(
        async () => (await app.GetAsync($"v1/movies/{Film.TmdbId}"))["publishing"] is { } told && told["state"]!.GetValue<string>() == "published" ? told : null,
        "The film was not published.");

    private static Task<string> EventuallyAsync(Func<bool> isSo) => WebhookSender.EventuallyAsync(
        () => Task.FromResult(isSo() ? "" : null), "The folder is not as expected.");

    private async Task<TestApp> StartPublishedAsync()
    {
        var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        await app.SetAsync(new { autoPublish = true });
        await EnrichedAsync(app);
        await EventuallyPublishedAsync(app);
        return app;
    }

    private XElement Nfo() => XDocument.Parse(File.ReadAllText(Path.Combine(Folder, "movie.nfo"))).Root!;
}
