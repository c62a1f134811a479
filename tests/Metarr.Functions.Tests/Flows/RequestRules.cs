using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Flows;

public sealed class RequestRules(LocalServices services)
{
    private static readonly int FirstFilm = BundledLibrary.Films[0].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no json at all", "$")]
    [InlineData("[1, 2]", "$")]
    [InlineData("null", "$")]
    [InlineData("{}", "tmdbId")]
    [InlineData("""{"title": "A film without an id"}""", "tmdbId")]
    [InlineData("""{"tmdbId": "603"}""", "tmdbId")]
    [InlineData("""{"tmdbId": 6.5}""", "tmdbId")]
    [InlineData("""{"tmdbId": -1}""", "tmdbId")]
    [InlineData("""{"imdbId": 133093}""", "imdbId")]
    [InlineData("""{"imdbId": "0133093"}""", "imdbId")]
    [InlineData("""{"tmdbId": 603, "year": "1999"}""", "year")]
    [InlineData("""{"tmdbId": 603, "year": 99}""", "year")]
    [InlineData("""{"tmdbId": 603, "monitored": "yes"}""", "monitored")]
    [InlineData("""{"tmdbId": 603, "colour": "green"}""", "colour")]
    public async Task A_wrong_body_is_refused_with_the_field_named_and_changes_nothing(string body, string field)
    {
        await using var app = await TestApp.StartAsync(services);

        using var answer = await app.Http.PostAsync(
            new Uri("v1/movies", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal("invalid-request", problem["code"]!.GetValue<string>());
        Assert.Equal(field, problem["field"]!.GetValue<string>());
        Assert.Equal(0, (await app.GetAsync("v1/movies"))["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("GET", "v1/movies/404404", "movie-not-found")]
    [InlineData("GET", "v1/movies/404404/assets", "movie-not-found")]
    [InlineData("POST", "v1/movies/404404/enrich", "movie-not-found")]
    [InlineData("GET", "v1/movies/no%20such%20id", "movie-not-found")]
    [InlineData("GET", "v1/jobs/404404", "job-not-found")]
    [InlineData("GET", "v1/assets/00000000000000000000000000000000000000000000000000000000deadbeef", "asset-not-found")]
    public async Task What_is_not_there_is_told_so(string method, string path, string code)
    {
        await using var app = await TestApp.StartAsync(services);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await app.Http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Registering_again_by_any_id_finds_the_same_title()
    {
        await using var app = await TestApp.StartAsync(services);
        var film = BundledLibrary.Films[0];
        var id = await app.RegisterAsync(film.TmdbId);
        await app.EnrichAsync(id);

        using var byImdb = await app.Http.PostAsJsonAsync("v1/movies", new { imdbId = film.ImdbId }, Cancelled);

        Assert.Equal(HttpStatusCode.OK, byImdb.StatusCode);
        Assert.Equal(id, (await TestApp.DataAsync(byImdb))["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_known_film_stays_the_one_that_TMDBs_number_names_whatever_other_id_is_told_with_it()
    {
        await using var app = await TestApp.StartAsync(services);
        foreach (object film in new object[] { new { tmdbId = 1 }, new { tmdbId = 2, imdbId = "tt0000002" } })
        {
            using var registered = await app.Http.PostAsJsonAsync("v1/movies", film, Cancelled);
            Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        }

        using var mixed = await app.Http.PostAsJsonAsync("v1/movies", new { tmdbId = 1, imdbId = "tt0000002" }, Cancelled);
        using var byImdb = await app.Http.PostAsJsonAsync("v1/movies", new { imdbId = "tt0000002" }, Cancelled);

        Assert.Equal("1", (await TestApp.DataAsync(mixed))["id"]!.GetValue<string>());
        Assert.Equal("2", (await TestApp.DataAsync(byImdb))["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_film_known_by_its_imdb_id_alone_is_found_at_tmdb()
    {
        await using var app = await TestApp.StartAsync(services);
        using var registered = await app.Http.PostAsJsonAsync("v1/movies", new { imdbId = BundledLibrary.Films[1].ImdbId }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var id = (await TestApp.DataAsync(registered))["id"]!.GetValue<string>();

        var job = await app.EnrichAsync(id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        var movie = await app.GetAsync($"v1/movies/{id}");
        Assert.Equal(BundledLibrary.Films[1].TmdbId, movie["externalIds"]!["tmdbId"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_title_that_the_provider_does_not_know_fails_with_a_sentence_and_keeps_its_state()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(77);
        var before = await app.Titles.GetAsync(TitleId.Movie(id), Cancelled);

        var job = await app.EnrichAsync(id);

        Assert.Equal("failed", job["state"]!.GetValue<string>());
        Assert.Matches(@"TMDB.*\.$", job["reason"]!.GetValue<string>());
        var after = await app.Titles.GetAsync(TitleId.Movie(id), Cancelled);
        Assert.Equal(before.Title with { Sources = after.Title.Sources }, after.Title);
        Assert.Null(after.Lease);
    }

    [Fact]
    public async Task A_second_enrichment_while_one_runs_is_told_of_the_running_job()
    {
        var gate = new Gate();
        await using var app = await TestApp.StartAsync(services, gate);
        var id = await app.RegisterAsync(FirstFilm);
        var first = await app.BeginAsync(id);

        using var second = await app.Http.PostAsJsonAsync($"v1/movies/{id}/enrich", new { }, Cancelled);
        gate.Open();

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var problem = (await second.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal(first, problem["jobId"]!.GetValue<string>());
        Assert.Equal("completed", (await app.WaitAsync(first))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_many_requests_at_once_one_begins_and_the_others_are_told_of_it()
    {
        var gate = new Gate();
        await using var app = await TestApp.StartAsync(services, gate);
        var id = await app.RegisterAsync(FirstFilm);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Http.PostAsJsonAsync($"v1/movies/{id}/enrich", new { }, Cancelled)));
        gate.Open();

        var begun = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        var job = (await TestApp.DataAsync(begun))["jobId"]!.GetValue<string>();
        foreach (var refused in answers.Where(answer => answer != begun))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal(job, (await refused.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["jobId"]!.GetValue<string>());
        }

        await app.WaitAsync(job);
    }

    [Fact]
    public async Task Without_a_provider_nothing_begins()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Providers:Tmdb:ReadToken", ""));
        var id = await app.RegisterAsync(FirstFilm);

        using var answer = await app.Http.PostAsJsonAsync($"v1/movies/{id}/enrich", new { }, Cancelled);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("no-provider", (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_key_is_told_apart_from_an_outage()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Providers:Tmdb:ReadToken", "wrong-token"));
        var id = await app.RegisterAsync(FirstFilm);

        var job = await app.EnrichAsync(id);

        Assert.Equal("failed", job["state"]!.GetValue<string>());
        Assert.Contains("Providers", job["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token", job.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_paged_by_name()
    {
        await using var app = await TestApp.StartAsync(services);
        foreach (var film in BundledLibrary.Films.Take(5))
        {
            using var registered = await app.Http.PostAsJsonAsync("v1/movies", new { tmdbId = film.TmdbId, title = film.Title, year = film.Year }, Cancelled);
            registered.EnsureSuccessStatusCode();
        }

        var page = await app.GetAsync("v1/movies?page=2&pageSize=2");

        Assert.Equal(5, page["total"]!.GetValue<int>());
        var expected = BundledLibrary.Films.Take(5).Select(film => film.Title).Order(StringComparer.OrdinalIgnoreCase).Skip(2).Take(2);
        Assert.Equal(expected, page["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>()));
        using var wrong = await app.Http.GetAsync(new Uri("v1/movies?pageSize=0", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    /// <summary>Holds every provider answer back until it is opened.</summary>
    private sealed class Gate : IFaultSource
    {
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => opened.SetResult();

        public async Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
        {
            await opened.Task.WaitAsync(context.RequestAborted);
            await next(context);
        }
    }
}
