using System.Text.Json.Nodes;
using Metarr.ProviderSimulator;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>Recorded bodies of TMDB.</summary>
public sealed class RecordingsTests(RecordedProviders recorded) : IClassFixture<RecordedProviders>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Recorded_films_are_listed()
    {
        Assert.Contains(new SimulatedFilm(49026, "tt1345836", "The Dark Knight Rises", 2012), recorded.Host().RecordedFilms);
    }

    [Fact]
    public async Task Parts_recorded_in_the_body_are_sent_only_when_asked_for()
    {
        var alone = await GetAsync("movie/49026");
        var appended = await GetAsync("movie/49026?append_to_response=images,credits");
        var images = await GetAsync("movie/49026/images");

        Assert.False(alone.ContainsKey("images"));
        Assert.Equal(396, CountImages(appended["images"]!));
        Assert.Equal(396, CountImages(images));
        Assert.Equal(49026, (int)images["id"]!);
        Assert.False(appended.ContainsKey("keywords"));
    }

    [Fact]
    public async Task Parts_recorded_beside_the_body_are_composed_into_it()
    {
        var body = await GetAsync(
            "movie/47964?append_to_response=images,credits,release_dates,videos,keywords&include_image_language=en,null");

        var languages = body["images"]!["posters"]!.AsArray().Select(image => (string?)image!["iso_639_1"]);
        Assert.Equal(["en", null], languages.Distinct());
        Assert.Equal(48, body["credits"]!["cast"]!.AsArray().Count);
        Assert.Equal(20, body["keywords"]!["keywords"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_recorded_film_is_found_by_its_imdb_id_and_a_recorded_search_by_its_own()
    {
        var film = await GetAsync("find/tt1345836?external_source=imdb_id");
        var series = await GetAsync("find/81189?external_source=tvdb_id");

        Assert.Equal(49026, (int)film["movie_results"]![0]!["id"]!);
        Assert.Equal(1396, (int)series["tv_results"]![0]!["id"]!);
    }

    [Fact]
    public async Task Recorded_images_are_made_in_the_recorded_size()
    {
        var images = await GetAsync("movie/49026/images");
        var lists = new[] { "posters", "backdrops", "logos" };
        foreach (var image in lists.SelectMany(list => images[list]!.AsArray().Where((_, at) => at % 20 == 0)))
        {
            var bytes = await recorded.Http.GetByteArrayAsync(new Uri(recorded.Host().TmdbImages, "original" + image!["file_path"]), Cancellation);

            Assert.Equal(((int)image["width"]!, (int)image["height"]!), ImageHeader.SizeOf(bytes));
        }
    }

    [Fact]
    public async Task A_folder_without_bodies_is_refused_with_its_name()
    {
        var empty = Directory.CreateTempSubdirectory("metarr-simulator-").FullName;

        var failure = await Assert.ThrowsAsync<DirectoryNotFoundException>(
            () => SimulatorHost.StartAsync(new() { CacheDirectory = empty, RecordingsDirectory = empty }, Cancellation));

        Directory.Delete(empty, recursive: true);
        Assert.Contains(empty, failure.Message, StringComparison.Ordinal);
    }

    private static int CountImages(JsonNode images) =>
        new[] { "posters", "backdrops", "logos" }.Sum(list => images[list]!.AsArray().Count);

    private Task<JsonObject> GetAsync(string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return recorded.GetAsync(new Uri(recorded.Host().TmdbApi, $"{path}{separator}api_key={recorded.Host().Options.TmdbApiKey}"));
    }
}
