using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

public sealed class EditAndLockTests(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edited_field_is_locked_and_survives_a_forced_run_even_when_it_was_cleared()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);

        var edited = await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id}", new { title = " Mine ", tagline = (string?)null, genres = new[] { "Fable" }, runtime = 99 });
        await app.EnrichAsync(id, new { force = true });

        var movie = await app.GetAsync($"v1/movies/{id}");
        Assert.Equal(["title", "tagline", "genres", "runtime"], Names(edited["lockedFields"]!));
        Assert.Equal("Mine", movie["metadata"]!["title"]!.GetValue<string>());
        Assert.Null(movie["metadata"]!["tagline"]);
        Assert.Equal(["Fable"], Names(movie["metadata"]!["genres"]!));
        Assert.Equal(99, movie["metadata"]!["runtime"]!.GetValue<int>());
        Assert.Equal("user", movie["sources"]!["title"]!.GetValue<string>());
        Assert.Contains("tagline", Names(movie["completeness"]!["missingFields"]!));
        Assert.Equal("Mine", (await app.GetAsync("v1/movies"))["items"]![0]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_field_that_is_unlocked_is_told_by_the_provider_again()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id}", new { title = "Mine", releaseDate = "1999-03-31" });

        var unlocked = await app.DoAsync(HttpMethod.Delete, $"v1/movies/{id}/locks/title");
        await app.EnrichAsync(id);

        Assert.Equal(["release_date"], Names(unlocked["lockedFields"]!));
        var movie = await app.GetAsync($"v1/movies/{id}");
        Assert.Equal(BundledLibrary.Films[1].Title, movie["metadata"]!["title"]!.GetValue<string>());
        Assert.Equal("1999-03-31", movie["metadata"]!["releaseDate"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"title": 7}""", "title")]
    [InlineData("""{"imdb_rating": 11}""", "imdb_rating")]
    [InlineData("""{"imdb_rating": "8"}""", "imdb_rating")]
    [InlineData("""{"metacriticScore": 50.5}""", "metacriticScore")]
    [InlineData("""{"runtime": -1}""", "runtime")]
    [InlineData("""{"release_date": "31.3.1999"}""", "release_date")]
    [InlineData("""{"release_date": "1999-02-30"}""", "release_date")]
    [InlineData("""{"original_language": "English"}""", "original_language")]
    [InlineData("""{"genres": "Drama"}""", "genres")]
    [InlineData("""{"genres": ["Drama", ""]}""", "genres")]
    [InlineData("""{"genres": ["Drama", 7]}""", "genres")]
    [InlineData("""{"plot": "half of a pair: \ud800"}""", "plot")]
    [InlineData("""{"genres": ["Drama", "\udc00"]}""", "genres")]
    [InlineData("""{"monitored": "no"}""", "monitored")]
    [InlineData("""{"plot": "Kept?", "colour": "green"}""", "colour")]
    public async Task A_wrong_value_is_refused_with_its_field_and_nothing_changes(string body, string field)
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        var before = (await app.GetAsync($"v1/movies/{id}")).ToJsonString();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var problem = await app.Http.PatchAsync(new Uri($"v1/movies/{id}", UriKind.Relative), content, Cancelled)
            .AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["field"]!.GetValue<string>());
        Assert.EndsWith(".", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(before, (await app.GetAsync($"v1/movies/{id}")).ToJsonString());
    }

    [Fact]
    public async Task An_unmonitored_movie_is_enriched_when_a_person_asks()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);

        var movie = await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id}", new { monitored = false });

        Assert.False(movie["monitored"]!.GetValue<bool>());
        Assert.Empty(movie["lockedFields"]!.AsArray());
        Assert.Equal("completed", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("PUT", "v1/movies/404/locks/plot", "movie-not-found")]
    [InlineData("DELETE", "v1/movies/404/locks/poster", "movie-not-found")]
    [InlineData("PUT", "v1/movies/900002/locks/colour", "lock-not-found")]
    [InlineData("PATCH", "v1/movies/404", "movie-not-found")]
    [InlineData("DELETE", "v1/movies/404", "movie-not-found")]
    [InlineData("POST", "v1/movies/404/assets/poster/restore", "movie-not-found")]
    [InlineData("POST", "v1/movies/900002/assets/mural/restore", "asset-type-not-found")]
    [InlineData("PUT", "v1/settings/asset-limits/mural", "asset-type-not-found")]
    [InlineData("GET", "v1/verification", "verification-not-found")]
    public async Task What_is_not_there_is_told_so(string method, string path, string code)
    {
        await using var app = await TestApp.StartAsync(services);
        await app.RegisterAsync(900002);

        await app.SendAsync(new HttpMethod(method), path, method is "PATCH" ? new { } : null).AssertRefusedAsync(HttpStatusCode.NotFound, code);
    }

    private static string[] Names(JsonNode names) => [.. names.AsArray().Select(name => name!.GetValue<string>())];
}
