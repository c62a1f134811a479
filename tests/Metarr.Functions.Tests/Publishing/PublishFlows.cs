using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Publishing;

public sealed class PublishFlows(LocalServices services) : IDisposable
{
    private static readonly SimulatedFilm Film = BundledLibrary.Films[0];

    private readonly string media = Directory.CreateTempSubdirectory("metarr-media-").FullName;

    private string Folder => Directory.GetDirectories(media).Single();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(media, recursive: true);

    [Fact]
    public async Task A_completed_run_is_published_by_itself_with_art_and_a_document_that_media_centres_read()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        await app.SetAsync(new { autoPublish = true });
        var id = await app.RegisterAsync(Film.TmdbId);

        await app.EnrichAsync(id);
        var published = await WaitForAsync(app, id, "published");

        var names = Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            [".metarr.json", .. published["targets"]![0]!["files"]!.AsArray().Select(name => name!.GetValue<string>())], names!);
        Assert.Contains("movie.nfo", names);
        Assert.Equal(3, names.Count(name => name!.StartsWith("poster", StringComparison.Ordinal)));
        Assert.Equal(4, names.Count(name => name!.StartsWith("fanart", StringComparison.Ordinal)));
        Assert.Contains("title", published["changed"]!["fields"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Contains("poster", published["changed"]!["types"]!.AsArray().Select(name => name!.GetValue<string>()));

        var chosen = (await app.GetAsync($"v1/movies/{id}/assets"))["types"]!.AsArray()
            .Single(type => type!["type"]!.GetValue<string>() == "poster")!["candidates"]!.AsArray()
            .Single(candidate => candidate!["rank"]?.GetValue<int>() == 1)!;
        var poster = Directory.GetFiles(Folder, "poster.*").Single();
        Assert.Equal(chosen["analysis"]!["sha256"]!.GetValue<string>(), Sha256Hash.Of(await File.ReadAllBytesAsync(poster, Cancelled)).ToString());

        var nfo = XDocument.Load(Path.Combine(Folder, "movie.nfo")).Root!;
        Assert.Equal(Film.Title, nfo.Element("title")!.Value);
        Assert.Contains(nfo.Elements("uniqueid"), known => known.Value == $"{Film.TmdbId}");
        Assert.Equal(CastMember.MostPerTitle, nfo.Elements("actor").Count());
    }

    [Fact]
    public async Task Without_automatic_publishing_a_run_is_ready_until_a_person_publishes_it_and_again_writes_nothing()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        var id = await app.RegisterAsync(Film.TmdbId);
        await app.EnrichAsync(id);
        Assert.Equal("ready", (await app.GetAsync($"v1/movies/{id}"))["publishing"]!["state"]!.GetValue<string>());
        Assert.Empty(Directory.GetDirectories(media));

        await PublishAsync(app, id);
        await WaitForAsync(app, id, "published");
        var before = Directory.GetFiles(Folder).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        await PublishAsync(app, id);
        var again = await WaitForAsync(app, id, "published");

        Assert.Equal(0, again["targets"]![0]!["written"]!.GetValue<int>());
        Assert.Equal(before, Directory.GetFiles(Folder).ToDictionary(file => file, File.GetLastWriteTimeUtc));
    }

    [Fact]
    public async Task Somebody_elses_files_stay_unless_told_otherwise_and_then_keep_what_belongs_to_their_user()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        var id = await app.RegisterAsync(Film.TmdbId);
        await app.EnrichAsync(id);
        var folder = Directory.CreateDirectory(Path.Combine(media, $"{Film.Title} ({Film.Year})")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "poster.png"), "mine", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(folder, "movie.nfo"), "<movie><userrating>7</userrating></movie>", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(folder, "film.mkv"), "a film", Cancelled);

        await PublishAsync(app, id);
        var careful = await WaitForAsync(app, id, "published");
        Assert.Equal(folder, Folder);
        Assert.Equal(["movie.nfo", "poster.jpg"], careful["targets"]![0]!["leftAlone"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(folder, "poster.png"), Cancelled));
        Assert.False(File.Exists(Path.Combine(folder, "poster.jpg")));
        Assert.True(File.Exists(Path.Combine(folder, "fanart.jpg")));

        await PublishAsync(app, id, new { overwriteForeign = true });
        await WaitForAsync(app, id, "published");
        var nfo = XDocument.Load(Path.Combine(folder, "movie.nfo")).Root!;
        Assert.Equal((Film.Title, "7"), (nfo.Element("title")!.Value, nfo.Element("userrating")!.Value));
        Assert.True(File.Exists(Path.Combine(folder, "poster.jpg")));
        Assert.Equal("a film", await File.ReadAllTextAsync(Path.Combine(folder, "film.mkv"), Cancelled));
    }

    [Fact]
    public async Task A_container_is_published_to_as_a_folder_is()
    {
        var container = "media" + Guid.NewGuid().ToString("N")[..12];
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Container", container));
        await app.SetAsync(new { autoPublish = true });
        var id = await app.RegisterAsync(Film.TmdbId);

        await app.EnrichAsync(id);
        var published = await WaitForAsync(app, id, "published");

        var blobs = new List<string>();
        var client = app.Storage.ForeignContainer(container);
        await foreach (var blob in client.GetBlobsAsync(cancellationToken: Cancelled)) blobs.Add(blob.Name);
        await client.DeleteAsync(cancellationToken: Cancelled);
        Assert.Contains($"{Film.Title} ({Film.Year})/movie.nfo", blobs);
        Assert.Contains($"{Film.Title} ({Film.Year})/poster.jpg", blobs);
        Assert.Equal(blobs.Count - 1, published["targets"]![0]!["files"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_cannot_be_published_is_refused_with_the_reason()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", media));
        var id = await app.RegisterAsync(Film.TmdbId);

        await AssertRefusedAsync(app, "404404", HttpStatusCode.NotFound, "movie-not-found");
        await AssertRefusedAsync(app, id, HttpStatusCode.UnprocessableEntity, "not-enriched");

        var row = await app.Titles.GetAsync(TitleId.Movie(id), Cancelled);
        var later = DateTimeOffset.UtcNow.AddHours(1);
        Assert.True(await app.Titles.TryReplaceAsync(
            row with { Title = row.Title with { EnrichedAt = later }, Lease = new TitleLease("running", later) }, Cancelled));
        await AssertRefusedAsync(app, id, HttpStatusCode.Conflict, "enrichment-running");
        await AssertRefusedAsync(app, id, HttpStatusCode.BadRequest, "invalid-request", """{"overwriteForeign": "yes"}""");
    }

    [Fact]
    public async Task Without_a_target_nothing_is_published_and_what_is_handed_over_stays_ready()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { autoPublish = true });
        var id = await app.RegisterAsync(Film.TmdbId);

        await app.EnrichAsync(id);

        await WaitForAsync(app, id, "ready");
        await AssertRefusedAsync(app, id, HttpStatusCode.UnprocessableEntity, "no-publish-target");
    }

    [Fact]
    public async Task A_folder_that_is_not_mounted_is_not_made()
    {
        var missing = Path.Combine(media, "share");
        await using var app = await TestApp.StartAsync(services, null, ("Publishing:Folder", missing));
        var id = await app.RegisterAsync(Film.TmdbId);
        await app.EnrichAsync(id);

        await AssertRefusedAsync(app, id, HttpStatusCode.UnprocessableEntity, "publish-target-unavailable");

        Assert.False(Directory.Exists(missing));
    }

    private static async Task PublishAsync(TestApp app, string id, object? body = null)
    {
        using var answer = await app.Http.PostAsJsonAsync($"v1/movies/{id}/publish", body ?? new { }, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task<JsonNode> WaitForAsync(TestApp app, string id, string state)
    {
        using var patience = new CancellationTokenSource(Patience.OfTests);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Cancelled);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(either.Token))
        {
            var publishing = (await app.GetAsync($"v1/movies/{id}"))["publishing"];
            if (publishing?["state"]?.GetValue<string>() == state) return publishing;
        }

        throw new TimeoutException($"The movie {id} did not become {state}.");
    }

    private static async Task AssertRefusedAsync(TestApp app, string id, HttpStatusCode status, string code, string body = "")
    {
        using var content = new StringContent(body);
        using var answer = await app.Http.PostAsync(new Uri($"v1/movies/{id}/publish", UriKind.Relative), content, Cancelled);
        Assert.Equal((status, code), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["code"]!.GetValue<string>()));
    }
}
