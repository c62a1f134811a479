using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>Recorded bodies of TheTVDB, Fanart.tv and OMDb stand beside the repository, or the tests that need them say so and
/// skip.</summary>
public sealed class ProviderRecordingsTests : IAsyncLifetime
{
    private readonly string cache = Directory.CreateTempSubdirectory("metarr-simulator-").FullName;
    private readonly HttpClient http = new();
    private SimulatorHost? host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var folder = Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "recordings"));
        if (Directory.Exists(folder))
            host = await SimulatorHost.StartAsync(new() { CacheDirectory = cache, RecordingsDirectory = folder }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        Directory.Delete(cache, recursive: true);
    }

    [Theory]
    [InlineData("movies/12586/extended")]
    [InlineData("series/78878/extended")]
    [InlineData("series/327417/artworks")]
    [InlineData("seasons/6365/extended")]
    public async Task A_recorded_body_of_TheTVDB_is_served_by_its_id_and_its_images_are_made(string path)
    {
        var data = (await new TvdbCaller(http, Host()).DataAsync(path))!;
        var artwork = (data["artworks"] ?? data["artwork"])![0]!;
        var bytes = await http.GetByteArrayAsync(new Uri((string)artwork["image"]!), Cancellation);

        Assert.Equal(path.Split('/')[1], $"{data["id"]}");
        Assert.Equal(((int)artwork["width"]!, (int)artwork["height"]!), ImageHeader.SizeOf(bytes));
    }

    [Fact]
    public async Task A_recorded_film_of_TheTVDB_is_found_by_its_imdb_id()
    {
        var found = await new TvdbCaller(http, Host()).DataAsync("search/remoteid/tt0087660");

        Assert.Equal(12586, (int)found!.AsArray().Single()!["movie"]!["id"]!);
    }

    [Theory]
    [InlineData("movies/120")]
    [InlineData("movies/tt0120737")]
    [InlineData("tv/75682")]
    public async Task A_recorded_body_of_Fanart_is_served_with_images_that_are_there(string path)
    {
        var body = await GetAsync(new Uri(Host().FanartApi, $"{path}?api_key={host!.Options.FanartApiKey}"));

        foreach (var picture in body.Select(pair => pair.Value).OfType<JsonArray>().SelectMany(kind => kind))
            Assert.NotEmpty(await http.GetByteArrayAsync(new Uri((string)picture!["url"]!), Cancellation));
    }

    [Theory]
    [InlineData("tt0411008", "Lost")]
    [InlineData("tt1375666", "Inception")]
    [InlineData("tt2657398", "The Long Bright Dark")]
    public async Task A_recorded_body_of_OMDb_is_served_by_its_imdb_id(string id, string title)
    {
        var body = await GetAsync(new Uri(Host().OmdbApi, $"?i={id}&apikey={host!.Options.OmdbApiKey}"));

        Assert.Equal(title, (string)body["Title"]!);
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    private SimulatorHost Host()
    {
        Assert.SkipWhen(host is null, "No recorded bodies: ../shared/recordings is not beside the repository.");
        return host!;
    }

    private async Task<JsonObject> GetAsync(Uri address) =>
        JsonNode.Parse(await http.GetStringAsync(address, Cancellation))!.AsObject();
}
