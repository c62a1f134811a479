using System.Net;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class OmdbApiTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("?i=tt9900001", "No API key provided.")]
    [InlineData("?i=tt9900001&apikey=wrong", "Invalid API key!")]
    public async Task A_request_without_a_good_key_is_a_401_in_OMDbs_words(string query, string message)
    {
        using var refused = await simulator.Http.GetAsync(new Uri(simulator.Host.OmdbApi, query), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var body = await SimulatorFixture.ReadAsync(refused);
        Assert.Equal(("False", message), ((string)body["Response"]!, (string)body["Error"]!));
    }

    [Theory]
    [InlineData("i=tt0000001", "Error getting data.")]
    [InlineData("i=900001", "Incorrect IMDb ID.")]
    [InlineData("", "Incorrect IMDb ID.")]
    [InlineData("t=Paper+Lions", "Movie not found!")]
    public async Task What_is_unknown_is_a_200_that_says_False(string query, string message)
    {
        using var answer = await GetAsync(simulator.Host, query);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(message, (string)(await SimulatorFixture.ReadAsync(answer))["Error"]!);
    }

    [Fact]
    public async Task Every_film_is_known_and_told_as_TMDB_tells_it()
    {
        foreach (var film in BundledLibrary.Films)
        {
            var body = await BodyAsync(film.ImdbId!);

            Assert.Equal((film.Title, $"{film.Year}", "movie", "True"),
                ((string)body["Title"]!, (string)body["Year"]!, (string)body["Type"]!, (string)body["Response"]!));
            Assert.All(body.Where(pair => pair.Key != "Ratings"), pair => Assert.IsType<string>((string?)pair.Value));
        }
        var credits = await simulator.GetJsonAsync("movie/900001/credits");
        var director = credits["crew"]!.AsArray().First(member => (string)member!["job"]! == "Director")!["name"];
        Assert.Equal((string)director!, (string)(await BodyAsync("tt9900001"))["Director"]!);
    }

    [Fact]
    public async Task The_library_has_the_holes_and_forms_that_OMDb_has()
    {
        var bodies = new List<JsonObject>();
        foreach (var film in BundledLibrary.Films)
            bodies.Add(await BodyAsync(film.ImdbId!));

        Assert.Equal(1, bodies.Count(body => !body.ContainsKey("Ratings")));
        Assert.Equal(1, bodies.Count(body => body.Count(pair => pair.Value is JsonValue && (string?)pair.Value == "N/A") > 12));
        Assert.Contains(bodies, body => ((string)body["imdbVotes"]!).Count(letter => letter == ',') == 2);
        Assert.Contains(bodies, body => ((string)body["BoxOffice"]!).EndsWith('M'));
        Assert.Contains(bodies, body => ((string)body["BoxOffice"]!).Contains(',', StringComparison.Ordinal));
        Assert.Contains(bodies, body => (string)body["Runtime"]! == "118 min");
    }

    [Fact]
    public async Task The_plot_is_one_sentence_unless_the_whole_is_asked_for()
    {
        var brief = (string)(await BodyAsync("tt9900001&plot=short"))["Plot"]!;
        var whole = (string)(await BodyAsync("tt9900001&plot=full"))["Plot"]!;

        Assert.StartsWith(brief, whole, StringComparison.Ordinal);
        Assert.True(brief.Length < whole.Length);
    }

    [Fact]
    public async Task A_series_has_years_with_a_long_dash_and_its_episodes_name_it()
    {
        var ended = await BodyAsync("tt9910001");
        var running = await BodyAsync("tt9910002");
        var episode = await BodyAsync(SeriesLibrary.Series[0].Seasons[1].Episodes[2].ImdbId);

        Assert.Equal(("2015–2017", "3"), ((string)ended["Year"]!, (string)ended["totalSeasons"]!));
        Assert.Equal("2021–", (string)running["Year"]!);
        Assert.Equal(("1", "3", "tt9910001"),
            ((string)episode["Season"]!, (string)episode["Episode"]!, (string)episode["seriesID"]!));
    }

    [Fact]
    public async Task A_key_has_so_many_requests_a_day_and_more_after_midnight_UTC()
    {
        var clock = new SetClock { Now = new(2026, 3, 1, 23, 59, 0, TimeSpan.Zero) };
        var (host, cache) = await SimulatorFixture.StartAnotherAsync(new() { OmdbDailyLimit = 2, Time = clock });
        await using (host)
        {
            var today = await StatusesAsync(host, 3);
            using var refused = await GetAsync(host, "i=tt9900001");
            clock.Now += TimeSpan.FromMinutes(2);
            var tomorrow = await StatusesAsync(host, 3);

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized], today);
            Assert.Equal("Request limit reached!", (string)(await SimulatorFixture.ReadAsync(refused))["Error"]!);
            Assert.Equal(today, tomorrow);
        }
        Directory.Delete(cache, recursive: true);
    }

    private async Task<List<HttpStatusCode>> StatusesAsync(SimulatorHost host, int requests)
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < requests; i++)
        {
            using var answer = await GetAsync(host, "i=tt9900001&plot=short");
            statuses.Add(answer.StatusCode);
        }
        return statuses;
    }

    private async Task<JsonObject> BodyAsync(string id)
    {
        using var answer = await GetAsync(simulator.Host, $"i={id}");
        answer.EnsureSuccessStatusCode();
        return await SimulatorFixture.ReadAsync(answer);
    }

    private Task<HttpResponseMessage> GetAsync(SimulatorHost host, string query) =>
        simulator.Http.GetAsync(new Uri(host.OmdbApi, $"?{query}&apikey={host.Options.OmdbApiKey}"), Cancellation);
}
