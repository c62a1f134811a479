using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class FanartApiTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "API key is required")]
    [InlineData("?api_key=wrong", "Invalid API Key")]
    public async Task A_request_without_a_good_key_is_refused_in_Fanarts_words(string query, string message)
    {
        using var refused = await simulator.Http.GetAsync(new Uri(simulator.Host.FanartApi, $"movies/900001{query}"), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(message, (string)(await SimulatorFixture.ReadAsync(refused))["error message"]!);
    }

    [Fact]
    public async Task Two_films_have_no_art_and_the_others_have_some_under_both_their_ids()
    {
        var without = new List<int>();
        foreach (var film in BundledLibrary.Films)
        {
            using var byTmdb = await GetAsync(simulator.Host, $"movies/{film.TmdbId}");
            using var byImdb = await GetAsync(simulator.Host, $"movies/{film.ImdbId}");

            Assert.Equal(byTmdb.StatusCode, byImdb.StatusCode);
            var body = await SimulatorFixture.ReadAsync(byTmdb);
            if (byTmdb.StatusCode == HttpStatusCode.NotFound)
                without.Add(film.TmdbId);
            Assert.Equal(byTmdb.IsSuccessStatusCode ? film.ImdbId : null, (string?)body["imdb_id"]);
            Assert.Equal(byTmdb.IsSuccessStatusCode ? null : "Not found", (string?)body["error message"]);
        }
        Assert.Equal([900_010, 900_020], without);
    }

    [Fact]
    public async Task The_first_film_has_every_kind_and_no_kind_is_ever_empty()
    {
        var first = await BodyAsync("movies/900001");
        string[] kinds =
        [
            "hdmovielogo", "movielogo", "hdmovieclearart", "movieart", "movieposter", "moviebackground", "movie4kbackground",
            "moviebanner", "moviethumb", "moviedisc", "moviesquare",
        ];

        Assert.All(kinds, kind => Assert.NotEmpty(first[kind]!.AsArray()));
        foreach (var body in await AllFilmsAsync())
            Assert.All(body.Select(pair => pair.Value).OfType<JsonArray>(), kind => Assert.NotEmpty(kind));
    }

    [Fact]
    public async Task Numbers_of_pictures_are_texts_and_sizes_are_not_stated()
    {
        var pictures = Pictures(await AllFilmsAsync());

        Assert.All(pictures.SelectMany(picture => picture),
            pair => Assert.Equal(JsonValueKind.String, pair.Value!.GetValueKind()));
        Assert.All(pictures, picture => Assert.False(picture.ContainsKey("width")));
        Assert.Equal(pictures.Count, pictures.Select(picture => (string)picture["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_library_has_the_oddities_that_Fanart_has()
    {
        var bodies = await AllFilmsAsync();
        var pictures = Pictures(bodies);
        var languages = pictures.Select(picture => (string?)picture["lang"]).ToHashSet();

        Assert.All(new[] { "", "00", "cz", "en", null }, language => Assert.Contains(language, languages));
        Assert.Contains(bodies, body => body["image_count"] is JsonValue);
        Assert.Contains(bodies, body => !body.ContainsKey("image_count"));
        Assert.Contains(bodies, body => body.ContainsKey("movieicon"));
        Assert.Contains(pictures, picture => (string?)picture["disc_type"] == "bluray");
        Assert.Contains(pictures, picture => ((string)picture["url"]!).Contains(" (", StringComparison.Ordinal));
        Assert.Contains(pictures, picture =>
            new Uri((string)picture["url"]!).AbsolutePath.Count(letter => letter == '/') == 3);
    }

    [Fact]
    public async Task Version_3_2_and_an_option_state_sizes_as_texts()
    {
        var address = $"v3.2/movies/900001?api_key={simulator.Host.Options.FanartApiKey}";
        var body = await simulator.Http.GetStringAsync(new Uri(simulator.Host.BaseAddress, $"fanart/{address}"), Cancellation);
        var (host, cache) = await SimulatorFixture.StartAnotherAsync(new() { FanartStatesSizes = true });
        await using (host)
        {
            using var answer = await GetAsync(host, "movies/900001");

            foreach (var film in new[] { JsonNode.Parse(body)!, await SimulatorFixture.ReadAsync(answer) })
            {
                var poster = film["movieposter"]![0]!;
                Assert.Equal(("1000", "1426"), ((string)poster["width"]!, (string)poster["height"]!));
            }
        }
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task A_personal_key_shows_the_newest_art_as_well_and_a_wrong_one_does_not()
    {
        var personal = simulator.Host.Options.FanartClientKey;

        var plain = Pictures([await BodyAsync("movies/900001")]).Count;
        var newest = Pictures([await BodyAsync($"movies/900001?client_key={personal}")]).Count;
        var wrong = Pictures([await BodyAsync("movies/900001?client_key=wrong")]).Count;

        Assert.True(newest > plain, $"{newest} with the key, {plain} without");
        Assert.Equal(plain, wrong);
    }

    [Fact]
    public async Task A_series_has_art_of_its_seasons_and_an_unknown_id_can_have_somebody_elses_logo()
    {
        var series = await BodyAsync("tv/980001");
        var stray = await BodyAsync("tv/980000");

        var seasons = series["seasonposter"]!.AsArray().Select(poster => (string?)poster!["season"]).ToList();
        Assert.Contains("1", seasons);
        Assert.Equal("980001", (string)series["thetvdb_id"]!);
        Assert.Contains("/tv/0/", (string)stray["hdtvlogo"]![0]!["url"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_picture_has_a_small_twin_under_preview()
    {
        foreach (var picture in Pictures([await BodyAsync("movies/900002"), await BodyAsync("movies/900003")]))
        {
            var url = new Uri((string)picture["url"]!);
            Assert.True(simulator.Host.FanartImages.IsBaseOf(url));
            var below = url.AbsoluteUri[simulator.Host.FanartImages.AbsoluteUri.Length..];
            var twin = new Uri(simulator.Host.FanartImages, "preview" + below["fanart".Length..]);

            var (width, _) = ImageHeader.SizeOf(await simulator.Http.GetByteArrayAsync(twin, Cancellation))!.Value;

            Assert.Equal(200, width);
        }
    }

    private static List<JsonObject> Pictures(IEnumerable<JsonObject> bodies) =>
        [.. bodies.SelectMany(body => body.Select(pair => pair.Value).OfType<JsonArray>())
            .SelectMany(kind => kind).Select(picture => picture!.AsObject())];

    private async Task<List<JsonObject>> AllFilmsAsync()
    {
        var bodies = new List<JsonObject>();
        foreach (var film in BundledLibrary.Films.Where(film => film.TmdbId is not 900_010 and not 900_020))
            bodies.Add(await BodyAsync($"movies/{film.TmdbId}"));
        return bodies;
    }

    private async Task<JsonObject> BodyAsync(string path)
    {
        using var answer = await GetAsync(simulator.Host, path);
        answer.EnsureSuccessStatusCode();
        return await SimulatorFixture.ReadAsync(answer);
    }

    private Task<HttpResponseMessage> GetAsync(SimulatorHost host, string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var address = new Uri(host.FanartApi, $"{path}{separator}api_key={host.Options.FanartApiKey}");
        return simulator.Http.GetAsync(address, Cancellation);
    }
}
