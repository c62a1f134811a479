using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class TvdbApiTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TvdbCaller Tvdb => new(simulator.Http, simulator.Host);

    [Fact]
    public async Task A_login_with_the_key_gives_a_token_that_opens_the_door()
    {
        var token = await Tvdb.LogInAsync();

        using var film = await Tvdb.GetAsync("movies/990001/extended", token);

        Assert.Equal(HttpStatusCode.OK, film.StatusCode);
    }

    [Theory]
    [InlineData("""{"apikey":"wrong"}""")]
    [InlineData("""{"apikey":7}""")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    public async Task A_login_without_the_key_is_refused_in_TheTVDBs_words(string body)
    {
        using var content = new StringContent(body);
        using var refused = await simulator.Http.PostAsync(new Uri(simulator.Host.TvdbApi, "login"), content, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("InvalidAPIKey: apikey invalid", (string)(await SimulatorFixture.ReadAsync(refused))["message"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("never given out")]
    [InlineData("simulator-tvdb-key")]
    public async Task Without_a_good_token_everything_is_unauthorized(string token)
    {
        using var refused = await Tvdb.GetAsync("artwork/types", token);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var body = await SimulatorFixture.ReadAsync(refused);
        Assert.Equal(("failure", "Unauthorized"), ((string)body["status"]!, (string)body["message"]!));
        Assert.Null(body["data"]);
    }

    [Fact]
    public async Task A_token_ends_with_its_time_or_when_all_are_forgotten()
    {
        var clock = new SetClock();
        var (host, cache) = await SimulatorFixture.StartAnotherAsync(
            new() { Time = clock, TvdbTokenLifetime = TimeSpan.FromDays(30) });
        await using (host)
        {
            var caller = new TvdbCaller(simulator.Http, host);
            var first = await caller.LogInAsync();
            clock.Now += TimeSpan.FromDays(29);
            var second = await caller.LogInAsync();
            clock.Now += TimeSpan.FromDays(2);
            using var ended = await caller.GetAsync("artwork/types", first);
            using var good = await caller.GetAsync("artwork/types", second);
            host.ExpireTvdbTokens();
            using var forgotten = await caller.GetAsync("artwork/types", second);

            Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
            Assert.Equal(HttpStatusCode.OK, good.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, forgotten.StatusCode);
        }
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task A_key_that_asks_for_a_pin_opens_only_with_it()
    {
        var (host, cache) = await SimulatorFixture.StartAnotherAsync(new() { TvdbPin = "1234" });
        await using (host)
        {
            var login = new Uri(host.TvdbApi, "login");
            using var without = await simulator.Http.PostAsJsonAsync(login, new { apikey = host.Options.TvdbApiKey }, Cancellation);
            using var with = await simulator.Http.PostAsJsonAsync(
                login, new { apikey = host.Options.TvdbApiKey, pin = "1234" }, Cancellation);

            Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
            Assert.Equal("InvalidValueType: pin required", (string)(await SimulatorFixture.ReadAsync(without))["message"]!);
            Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        }
        Directory.Delete(cache, recursive: true);
    }

    [Theory]
    [InlineData("movies/1/extended", HttpStatusCode.NotFound)]
    [InlineData("movies/990001/nonsense", HttpStatusCode.NotFound)]
    [InlineData("episodes/1/extended", HttpStatusCode.NotFound)]
    [InlineData("movies/tt9900001/extended", HttpStatusCode.BadRequest)]
    [InlineData("nowhere", HttpStatusCode.BadRequest)]
    public async Task What_is_unknown_is_a_failure_with_no_data(string path, HttpStatusCode expected)
    {
        using var answer = await Tvdb.GetAsync(path, await Tvdb.LogInAsync());

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("failure", (string)(await SimulatorFixture.ReadAsync(answer))["status"]!);
    }

    [Fact]
    public async Task All_films_but_one_are_known_under_their_imdb_and_tmdb_ids()
    {
        foreach (var film in BundledLibrary.Films)
        {
            var byImdb = await Tvdb.DataAsync($"search/remoteid/{film.ImdbId}");
            var found = (int?)byImdb?.AsArray().Single()!["movie"]!["id"];

            Assert.Equal(film.TvdbId, found);
            if (found is null)
                continue;
            var body = await Tvdb.DataAsync($"movies/{found}/extended");
            var remote = body!["remoteIds"]!.AsArray().ToDictionary(id => (string)id!["sourceName"]!, id => (string)id!["id"]!);
            Assert.Equal((film.ImdbId, $"{film.TmdbId}"), (remote["IMDB"], remote["TheMovieDB.com"]));
            Assert.Equal($"{film.Year}", (string)body["year"]!);
        }
        Assert.Single(BundledLibrary.Films, film => film.TvdbId is null);
    }

    [Fact]
    public async Task A_bare_number_finds_somebody_else_as_well()
    {
        var rows = await Tvdb.DataAsync("search/remoteid/900003");

        Assert.Equal(["people", "movie"], rows!.AsArray().Select(row => row!.AsObject().Single().Key));
    }

    [Fact]
    public async Task The_library_has_the_oddities_that_TheTVDB_has()
    {
        var films = new List<JsonNode>();
        foreach (var film in BundledLibrary.Films.Where(film => film.TvdbId is not null))
            films.Add((await Tvdb.DataAsync($"movies/{film.TvdbId}/extended"))!);
        var artworks = films.SelectMany(film => film["artworks"]!.AsArray()).ToList();

        Assert.Contains(films, film => film["status"]!["id"] is null);
        Assert.Contains(films, film => film.AsObject().ContainsKey("runtime") && film["runtime"] is null);
        Assert.Contains(films, film => ((string)film["first_release"]!["date"]!).EndsWith("-00", StringComparison.Ordinal));
        Assert.Contains(films, film => film["aliases"]!.AsArray().Any(alias => alias is JsonValue));
        Assert.Contains(films, film => film["aliases"]!.AsArray().Any(alias => alias is JsonObject));
        Assert.Contains(artworks, work => ((string)work!["image"]!).StartsWith("/banners/", StringComparison.Ordinal));
        Assert.Contains(artworks, work => work!["language"] is null);
        Assert.Contains(artworks, work => (string?)work!["language"] == "pt");
        Assert.Contains(artworks, work => (string?)work!["language"] == "deu");
        Assert.All(films, film => Assert.Equal("0.00", (string)film["budget"]!));
        Assert.Equal(artworks.Count, artworks.Select(work => (int)work!["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task What_is_not_asked_for_is_left_out_and_what_is_asked_for_is_added()
    {
        var brief = await Tvdb.DataAsync("movies/990001/extended?short=true");
        var translated = await Tvdb.DataAsync("movies/990001/extended?meta=translations");

        Assert.True(brief!.AsObject().ContainsKey("artworks"));
        Assert.Null(brief["artworks"]);
        Assert.Null(brief["translations"]);
        var overview = (string)translated!["translations"]!["overviewTranslations"]![0]!["overview"]!;
        Assert.Contains("mapmaker", overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_types_of_artwork_have_the_known_numbers()
    {
        var types = await Tvdb.DataAsync("artwork/types");

        var banner = types!.AsArray().Single(type => (int)type!["id"]! == 16)!;
        Assert.Equal(("movie", 758, 140), ((string)banner["recordType"]!, (int)banner["width"]!, (int)banner["height"]!));
    }
}
