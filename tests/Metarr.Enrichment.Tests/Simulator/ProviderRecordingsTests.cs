using System.Text.Json.Nodes;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>Recorded bodies of TheTVDB, Fanart.tv and OMDb.</summary>
public sealed class ProviderRecordingsTests(RecordedProviders recorded) : IClassFixture<RecordedProviders>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("movies/12586/extended")]
    [InlineData("series/78878/extended")]
    [InlineData("series/327417/artworks")]
    [InlineData("seasons/6365/extended")]
    public async Task A_recorded_body_of_TheTVDB_is_served_by_its_id_and_its_images_are_made(string path)
    {
        var data = (await new TvdbCaller(recorded.Http, recorded.Host()).DataAsync(path))!;
        var artwork = (data["artworks"] ?? data["artwork"])![0]!;
        var bytes = await recorded.Http.GetByteArrayAsync(new Uri((string)artwork["image"]!), Cancellation);

        Assert.Equal(path.Split('/')[1], $"{data["id"]}");
        Assert.Equal(((int)artwork["width"]!, (int)artwork["height"]!), ImageHeader.SizeOf(bytes));
    }

    [Fact]
    public async Task A_recorded_film_of_TheTVDB_is_found_by_its_imdb_id()
    {
        var found = await new TvdbCaller(recorded.Http, recorded.Host()).DataAsync("search/remoteid/tt0087660");

        Assert.Equal(12586, (int)found!.AsArray().Single()!["movie"]!["id"]!);
    }

    [Theory]
    [InlineData("movies/120")]
    [InlineData("movies/tt0120737")]
    [InlineData("tv/75682")]
    public async Task A_recorded_body_of_Fanart_is_served_with_images_that_are_there(string path)
    {
        var body = await recorded.GetAsync(new Uri(recorded.Host().FanartApi, $"{path}?api_key={recorded.Host().Options.FanartApiKey}"));

        foreach (var picture in body.Select(pair => pair.Value).OfType<JsonArray>().SelectMany(kind => kind))
            Assert.NotEmpty(await recorded.Http.GetByteArrayAsync(new Uri((string)picture!["url"]!), Cancellation));
    }

    [Theory]
    [InlineData("tt0411008", "Lost")]
    [InlineData("tt1375666", "Inception")]
    [InlineData("tt2657398", "The Long Bright Dark")]
    public async Task A_recorded_body_of_OMDb_is_served_by_its_imdb_id(string id, string title)
    {
        var body = await recorded.GetAsync(new Uri(recorded.Host().OmdbApi, $"?i={id}&apikey={recorded.Host().Options.OmdbApiKey}"));

        Assert.Equal(title, (string)body["Title"]!);
    }
}
