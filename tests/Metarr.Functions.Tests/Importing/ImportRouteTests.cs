using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Importing;

public sealed class ImportRouteTests(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}", "movies")]
    [InlineData("""{"movies": []}""", "movies")]
    [InlineData("""{"movies": [{"tmdbId": 1}, null]}""", "movies[1]")]
    [InlineData("""{"movies": [{"tmdbId": 1}, {"title": "Alone"}]}""", "movies[1]")]
    [InlineData("""{"movies": [{"tmdbId": 1}, {"tmdbId": 0}]}""", "movies[1].tmdbId")]
    [InlineData("""{"movies": [{"tmdbId": 1}, {"imdbId": "603"}]}""", "movies[1].imdbId")]
    [InlineData("""{"movies": [{"tmdbId": 1}, {"imdbId": "tt0000001\n"}]}""", "movies[1].imdbId")]
    [InlineData("""{"movies": [{"tmdbId": 1}, {"title": "Then", "year": 12}]}""", "movies[1].year")]
    [InlineData("""{"movies": [{"tmdbId": 1}, {"tmdbId": "603"}]}""", "movies[1].tmdbId")]
    [InlineData("""{"movies": [{"tmdbId": 1}, {"tmdbId": 2, "tag": 1}]}""", "movies[1].tag")]
    [InlineData("""{"movies": [{"tmdbId": 1, "file": {"sizeBytes": -1}}]}""", "movies[0].file.sizeBytes")]
    public async Task One_wrong_movie_is_named_and_none_is_imported(string body, string field)
    {
        await using var app = await TestApp.StartAsync(services);

        using var answer = await app.Http.PostAsync(
            new Uri("v1/movies/import", UriKind.Relative), new StringContent(body, null, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal(("invalid-request", field), (problem["code"]!.GetValue<string>(), problem["field"]!.GetValue<string>()));
        Assert.Equal(0, (await app.GetAsync("v1/movies"))["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"movies": [{"tmdbId": "603"}]}""", "The field 'movies[0].tmdbId' must be a whole number.")]
    [InlineData("""{"movies": [{"file": {"bytes": 1}}]}""", "There is no field 'movies[0].file.bytes'; known are path, relativePath, quality, sizeBytes.")]
    public async Task A_field_within_a_list_is_told_like_any_other(string body, string expected)
    {
        await using var app = await TestApp.StartAsync(services);

        using var answer = await app.Http.PostAsync(
            new Uri("v1/movies/import", UriKind.Relative), new StringContent(body, null, "application/json"), Cancelled);

        Assert.Equal(expected, (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_movie_that_is_named_twice_is_one()
    {
        await using var app = await TestApp.StartAsync(services);

        var imported = await ImportAsync(
            app, new { tmdbId = 1, imdbId = "tt0000001", folder = "/a" }, new { tmdbId = 2 }, new { imdbId = "tt0000001", folder = "/b" });

        Assert.Equal(["registered", "registered", "unchanged"], States(imported));
        Assert.Equal("1", imported["movies"]![2]!["id"]!.GetValue<string>());
        Assert.Equal("/b", (await app.GetAsync("v1/movies/1"))["folder"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_library_that_names_a_movie_in_two_folders_changes_nothing_when_it_is_imported_again()
    {
        await using var app = await TestApp.StartAsync(services);
        object[] library =
        [
            new { tmdbId = 1, imdbId = "tt0000001", folder = "/a", file = new { relativePath = "a.mkv" } },
            new { tmdbId = 1, folder = "/b", file = new { relativePath = "b.mkv" } },
            new { imdbId = "tt0000001" },
        ];

        var imported = await ImportAsync(app, library);
        var again = await ImportAsync(app, library);
        var told = await ImportAsync(app, library, dryRun: true);

        Assert.Equal(["registered", "unchanged", "unchanged"], States(imported));
        Assert.Equal(["unchanged", "unchanged", "unchanged"], States(again));
        Assert.Equal(["unchanged", "unchanged", "unchanged"], States(told));
        var movie = await app.GetAsync("v1/movies/1");
        Assert.Equal(("/b", "b.mkv"), (movie["folder"]!.GetValue<string>(), movie["file"]!["relativePath"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_further_id_of_a_known_movie_is_taken_in_and_leads_to_it()
    {
        await using var app = await TestApp.StartAsync(services);
        await ImportAsync(app, new { imdbId = "tt0000001" });

        var imported = await ImportAsync(app, new { tmdbId = 1, imdbId = "tt0000001" });
        var again = await ImportAsync(app, new { tmdbId = 1 });

        Assert.Equal(["updated"], States(imported));
        Assert.Equal(("unchanged", "tt0000001"), (States(again).Single(), again["movies"]![0]!["id"]!.GetValue<string>()));
        Assert.Equal(1, (await app.GetAsync("v1/movies"))["items"]![0]!["externalIds"]!["tmdbId"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_movie_that_is_taken_for_one_of_another_TMDB_number_is_told_of_and_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await ImportAsync(app, new { tmdbId = 1, imdbId = "tt0000001", folder = "/a" });
        object[] other = [new { tmdbId = 1, imdbId = "tt0000001", folder = "/a" }, new { tmdbId = 2, imdbId = "tt0000001", folder = "/b" }];

        foreach (var imported in new[] { await ImportAsync(app, other, dryRun: true), await ImportAsync(app, other), await ImportAsync(app, other) })
        {
            Assert.Equal(["unchanged", "unchanged"], States(imported));
            Assert.Equal("1", imported["movies"]![1]!["id"]!.GetValue<string>());
            var found = Assert.Single(imported["movies"]![1]!["idContradictions"]!.AsArray())!;
            Assert.Equal("""{"source":"request","id":"tmdb","stated":"2","known":"1"}""", found.ToJsonString());
            Assert.Null(imported["movies"]![0]!["idContradictions"]);
        }

        Assert.Equal("/a", (await app.GetAsync("v1/movies/1"))["folder"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_movie_of_the_same_TMDB_number_follows_its_folder_though_its_IMDb_id_differs()
    {
        await using var app = await TestApp.StartAsync(services);
        await ImportAsync(app, new { tmdbId = 1, imdbId = "tt0000001", folder = "/a" });

        var moved = await ImportAsync(app, new { tmdbId = 1, imdbId = "tt0000002", folder = "/b" });

        Assert.Equal(["updated"], States(moved));
        Assert.Equal("imdb", Assert.Single(moved["movies"]![0]!["idContradictions"]!.AsArray())!["id"]!.GetValue<string>());
        var movie = await app.GetAsync("v1/movies/1");
        Assert.Equal(("/b", "tt0000001"), (movie["folder"]!.GetValue<string>(), movie["externalIds"]!["imdbId"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_deleted_movie_that_comes_back_under_another_TMDB_number_takes_that_and_its_folder()
    {
        await using var app = await TestApp.StartAsync(services);
        await ImportAsync(app, new { tmdbId = 1, imdbId = "tt0000001", folder = "/a" });
        await app.Part<TitleRegistry>().MarkDeletedAsync(TitleId.Movie("1"), new ExternalIds(), title => title, Cancelled);

        var back = await ImportAsync(app, new { tmdbId = 2, imdbId = "tt0000001", folder = "/b" });
        var again = await ImportAsync(app, new { tmdbId = 2, folder = "/b" });

        Assert.Equal(["updated", "unchanged"], new[] { back, again }.SelectMany(States));
        Assert.All(new[] { back, again }, imported => Assert.Null(imported["movies"]![0]!["idContradictions"]));
        var movie = await app.GetAsync("v1/movies/1");
        Assert.Equal((2, "/b"), (movie["externalIds"]!["tmdbId"]!.GetValue<int>(), movie["folder"]!.GetValue<string>()));
        Assert.Null(movie["deletedAt"]);
        Assert.Equal(2, (await app.GetAsync("v1/movies"))["items"]![0]!["externalIds"]!["tmdbId"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_movie_is_found_by_title_and_year_in_the_librarys_language_or_in_English()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { preferredLanguage = "de" });
        var film = BundledLibrary.Films[3];

        var found = await ImportAsync(app, new { title = film.Title, year = film.Year });
        var otherYear = await ImportAsync(app, new { title = film.Title, year = film.Year + 1 });
        var part = await ImportAsync(app, new { title = film.Title[..^2], year = film.Year });

        Assert.Equal($"{film.TmdbId}", found["movies"]![0]!["id"]!.GetValue<string>());
        Assert.Equal(["notFound", "notFound"], new[] { otherYear, part }.SelectMany(States));
        Assert.Equal(1, part["leftOut"]!.GetValue<int>());
    }

    [Fact]
    public async Task Statistics_and_lists_are_exact_after_an_import_over_what_is_there()
    {
        await using var app = await TestApp.StartAsync(services);
        foreach (var id in Enumerable.Range(1, 20)) await app.RegisterAsync(id * 3);

        var imported = await ImportAsync(app, [.. Enumerable.Range(1, 200).Select(id => new { tmdbId = id, title = $"Film {id}", year = 1990 })]);

        Assert.Equal((180, 20), (imported["registered"]!.GetValue<int>(), imported["unchanged"]!.GetValue<int>()));
        Assert.Equal(200, (await app.GetAsync("v1/movies/enrichment/stats"))["total"]!.GetValue<int>());
        var listed = (await app.GetAsync("v1/movies?pageSize=500"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>());
        Assert.Equal(200, listed.Distinct().Count());
    }

    private static Task<JsonObject> ImportAsync(TestApp app, params object[] movies) => ImportAsync(app, movies, dryRun: false);

    private static async Task<JsonObject> ImportAsync(TestApp app, object[] movies, bool dryRun)
    {
        using var answer = await app.Http.PostAsJsonAsync("v1/movies/import", new { movies, dryRun }, Cancelled);
        answer.EnsureSuccessStatusCode();
        return await TestApp.DataAsync(answer);
    }

    private static IEnumerable<string> States(JsonObject imported) =>
        imported["movies"]!.AsArray().Select(movie => movie!["state"]!.GetValue<string>());
}
