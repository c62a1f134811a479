using System.Net;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Flows;

public sealed class CompletenessFlows(LocalServices services)
{
    private static readonly int FirstFilm = BundledLibrary.Films[0].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_of_an_enrichment_names_what_is_missing_who_told_what_and_when_each_provider_was_asked()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(FirstFilm);

        var before = await app.GetAsync($"v1/movies/{id}/enrichment-status");
        await app.EnrichAsync(id);
        var after = await app.GetAsync($"v1/movies/{id}/enrichment-status");

        Assert.Equal("discovered", before["status"]!.GetValue<string>());
        Assert.Equal((0d, "unenriched"), Percent(before));
        Assert.Equal(TitleField.Expected.Select(field => (field.Name, field.DisplayName)), Missing(before["completeness"]!));
        Assert.Empty(before["fieldSources"]!.AsObject());
        Assert.Empty(before["providers"]!.AsArray());

        // TMDB alone tells no ratings of others and no outline.
        Assert.Equal(
            [
                ("outline", "Outline"), ("imdb_rating", "IMDb rating"), ("imdb_votes", "IMDb votes"),
                ("rotten_tomatoes_score", "Rotten Tomatoes score"), ("metacritic_score", "Metacritic score"),
            ],
            Missing(after["completeness"]!));
        Assert.Equal((66.7, "partial"), Percent(after));
        Assert.All(after["fieldSources"]!.AsObject(), source => Assert.Equal("tmdb", source.Value!.GetValue<string>()));
        Assert.Contains("studios", after["fieldSources"]!.AsObject().Select(source => source.Key));
        Assert.False(after["partial"]!.GetValue<bool>());
        Assert.Empty(after["rateLimitedProviders"]!.AsArray());
        var provider = Assert.Single(after["providers"]!.AsArray())!;
        Assert.Equal(("tmdb", "fetched"), (provider["provider"]!.GetValue<string>(), provider["outcome"]!.GetValue<string>()));
        Assert.Equal(BundledLibrary.ImageCountOf(FirstFilm), provider["candidates"]!.GetValue<int>());
        Assert.True(provider["at"]!.GetValue<DateTimeOffset>() <= after["enrichedAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Ids_that_providers_state_otherwise_are_told_with_the_run_and_in_the_status()
    {
        await using var app = await TestApp.StartAsync(services, null, FourProviders.Settings);
        var film = BundledLibrary.Films[0];
        await app.DoAsync(HttpMethod.Post, "v1/movies", new { tmdbId = 899_999, imdbId = film.ImdbId });
        await app.RegisterAsync(BundledLibrary.Films[1].TmdbId);

        var wrong = await app.EnrichAsync("899999");
        var right = await app.EnrichAsync($"{BundledLibrary.Films[1].TmdbId}");

        var told = $$"""[{"source":"tvdb","id":"tmdb","stated":"{{film.TmdbId}}","known":"899999"}]""";
        Assert.Equal(told, wrong["summary"]!["idContradictions"]!.ToJsonString());
        Assert.Equal(told, (await app.GetAsync("v1/movies/899999/enrichment-status"))["idContradictions"]!.ToJsonString());
        Assert.Empty(right["summary"]!["idContradictions"]!.AsArray());
        Assert.Empty((await app.GetAsync($"v1/movies/{BundledLibrary.Films[1].TmdbId}/enrichment-status"))["idContradictions"]!.AsArray());
    }

    [Fact]
    public async Task A_movie_that_is_registered_with_another_ones_id_is_told_which_it_was_taken_for()
    {
        await using var app = await TestApp.StartAsync(services);
        var first = await app.DoAsync(HttpMethod.Post, "v1/movies", new { tmdbId = 1, imdbId = "tt0000001" });
        var again = await app.DoAsync(HttpMethod.Post, "v1/movies", new { imdbId = "tt0000001" });
        var other = await app.DoAsync(HttpMethod.Post, "v1/movies", new { tmdbId = 2, imdbId = "tt0000001" });

        Assert.Null(first["idContradictions"]);
        Assert.Null(again["idContradictions"]);
        Assert.Equal("1", other["id"]!.GetValue<string>());
        Assert.Equal("""[{"source":"request","id":"tmdb","stated":"2","known":"1"}]""", other["idContradictions"]!.ToJsonString());
    }

    [Fact]
    public async Task The_status_of_a_movie_that_is_not_there_is_not_found()
    {
        await using var app = await TestApp.StartAsync(services);

        using var answer = await app.Http.GetAsync(new Uri("v1/movies/404404/enrichment-status", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_statistics_follow_each_registration_and_each_enrichment()
    {
        await using var app = await TestApp.StartAsync(services);
        var empty = await app.GetAsync("v1/movies/enrichment/stats");
        var ids = new List<string>();
        foreach (var film in BundledLibrary.Films.Take(3)) ids.Add(await app.RegisterAsync(film.TmdbId));
        var registered = await app.GetAsync("v1/movies/enrichment/stats");
        await app.EnrichAsync(ids[0]);
        await app.EnrichAsync(ids[0], new { force = true });
        var enriched = await app.GetAsync("v1/movies/enrichment/stats");

        Assert.Equal((0, 0, 0, 0, 0d), Figures(empty));
        Assert.Equal((3, 0, 0, 3, 0d), Figures(registered));
        Assert.Equal((3, 0, 1, 2, 22.2), Figures(enriched));
        Assert.Equal(15, enriched["missingFields"]!.AsArray().Count);
        Assert.Equal(
            [("outline", "Outline", 3), ("title", "Title", 2)],
            enriched["missingFields"]!.AsArray()
                .Select(field => (field!["name"]!.GetValue<string>(), field["displayName"]!.GetValue<string>(), field["titles"]!.GetValue<int>()))
                .Where(field => field.Item1 is "outline" or "title"));
        Assert.Equal([ids[1], ids[2], ids[0]], enriched["worst"]!.AsArray().Select(title => title!["id"]!.GetValue<string>()));
        var last = enriched["worst"]![2]!;
        Assert.Equal(BundledLibrary.Films[0].Title, last["title"]!.GetValue<string>());
        Assert.Equal((BundledLibrary.Films[0].Year, 66.7), (last["year"]!.GetValue<int>(), last["percent"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Merged_metadata_are_the_providers_with_the_rating_of_the_configured_country()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { country = "DE" });
        var film = BundledLibrary.Films[0];
        var id = await app.RegisterAsync(film.TmdbId);
        await app.EnrichAsync(id);
        var told = await ToldAsync(app, film.TmdbId);

        var movie = await app.GetAsync($"v1/movies/{id}");

        var metadata = movie["metadata"]!;
        Assert.Equal(Names(told["genres"]!), Texts(metadata["genres"]!));
        Assert.Equal(Names(told["production_companies"]!), Texts(metadata["studios"]!));
        Assert.NotEmpty(Texts(metadata["directors"]!));
        Assert.NotEmpty(Texts(metadata["writers"]!));
        Assert.Equal(told["belongs_to_collection"]?["name"]?.GetValue<string>(), metadata["collection"]?.GetValue<string>());
        Assert.Equal(film.ImdbId, movie["externalIds"]!["imdbId"]!.GetValue<string>());
        var german = told["release_dates"]!["results"]!.AsArray().Single(entry => entry!["iso_3166_1"]!.GetValue<string>() == "DE")!;
        var rating = german["release_dates"]![0]!["certification"]!.GetValue<string>();
        Assert.Equal(rating.Length == 0 ? null : rating, metadata["contentRating"]?.GetValue<string>());
        Assert.Equal("tmdb", movie["sources"]!["genres"]!.GetValue<string>());
    }

    private static (int Total, int Enriched, int Partial, int Unenriched, double Average) Figures(JsonObject statistics)
    {
        var categories = statistics["categories"]!;
        return (
            statistics["total"]!.GetValue<int>(),
            categories["enriched"]!.GetValue<int>(),
            categories["partial"]!.GetValue<int>(),
            categories["unenriched"]!.GetValue<int>(),
            statistics["averagePercent"]!.GetValue<double>());
    }

    private static (double Percent, string Category) Percent(JsonObject status) =>
        (status["completeness"]!["percent"]!.GetValue<double>(), status["completeness"]!["category"]!.GetValue<string>());

    private static IEnumerable<(string Name, string DisplayName)> Missing(JsonNode node) => node["missingFields"]!.AsArray()
        .Select(field => (field!["name"]!.GetValue<string>(), field["displayName"]!.GetValue<string>()));

    private static IEnumerable<string> Names(JsonNode list) => list.AsArray().Select(entry => entry!["name"]!.GetValue<string>());

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(entry => entry!.GetValue<string>());

    private static async Task<JsonNode> ToldAsync(TestApp app, int film)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", app.Simulator.Options.TmdbReadToken);
        var path = new Uri(app.Simulator.TmdbApi, $"movie/{film}?append_to_response=release_dates");
        return JsonNode.Parse(await http.GetStringAsync(path, Cancelled))!;
    }
}
