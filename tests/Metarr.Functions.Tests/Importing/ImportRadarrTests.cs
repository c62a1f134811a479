using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Bulk;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;

namespace Metarr.Functions.Tests.Importing;

public sealed class ImportRadarrTests(LocalServices services)
{
    [Fact]
    public async Task A_whole_library_is_registered_with_its_paths_and_once_more_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(75);

        var first = await ImportAsync(app, radarr);
        var again = await ImportAsync(app, radarr);

        Assert.Equal((0, "", 75, 0, 0), (first.ExitCode, first.Errors, Count(first, "registered"), Count(first, "updated"), Count(first, "unchanged")));
        Assert.Equal((0, 0, 0, 75), (again.ExitCode, Count(again, "registered"), Count(again, "updated"), Count(again, "unchanged")));
        Assert.Equal(75, (await app.GetAsync("v1/movies?pageSize=1"))["total"]!.GetValue<int>());
        Assert.Equal(75, (await app.GetAsync("v1/movies/enrichment/stats"))["total"]!.GetValue<int>());
        var film = await app.GetAsync("v1/movies/910003");
        Assert.Equal("/movies/Film 3 (1953)", film["folder"]!.GetValue<string>());
        Assert.Equal("Bluray-1080p", film["file"]!["quality"]!.GetValue<string>());
        Assert.Equal(8_589_934_592, film["file"]!["sizeBytes"]!.GetValue<long>());
        Assert.Equal("tt9910003", film["externalIds"]!["imdbId"]!.GetValue<string>());
        Assert.Null((await app.GetAsync("v1/movies/910000"))["file"]);
    }

    [Fact]
    public async Task Only_what_is_new_or_has_moved_is_written()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(40);
        await ImportAsync(app, radarr);
        radarr.Movies[5]["path"] = "/films/Moved (1955)";
        radarr.Movies.Add(RadarrSimulator.Movie(910_500, "Late", 2001));

        var dry = await ImportAsync(app, radarr, "--dry-run");
        var real = await ImportAsync(app, radarr);

        Assert.Equal((1, 1, 39), (Count(dry, "registered"), Count(dry, "updated"), Count(dry, "unchanged")));
        Assert.True(dry.Json["dryRun"]!.GetValue<bool>());
        Assert.Equal((1, 1, 39), (Count(real, "registered"), Count(real, "updated"), Count(real, "unchanged")));
        Assert.Equal("/films/Moved (1955)", (await app.GetAsync("v1/movies/910005"))["folder"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_dry_run_registers_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(3);

        var ran = await CommandLine.RunAsync("import", "radarr", "--url", radarr.Url, "--key", RadarrSimulator.Key, "--dry-run", "--app-url", Address(app));

        Assert.Contains("3 films: 3 would be registered, 0 would be updated", ran.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await app.GetAsync("v1/movies"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_a_person_wrote_stays_and_a_deleted_film_that_is_there_again_comes_back()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(2);
        await ImportAsync(app, radarr);
        using var edited = await app.Http.PatchAsync(
            new Uri("v1/movies/910001", UriKind.Relative), Json("""{"title": "Mine", "monitored": false}"""), TestContext.Current.CancellationToken);
        await app.SendAndWaitAsync("""{"eventType": "MovieDelete", "movie": {"tmdbId": 910001}}""");
        Assert.NotNull((await app.GetAsync("v1/movies/910001"))["deletedAt"]);

        var again = await ImportAsync(app, radarr);
        var film = await app.GetAsync("v1/movies/910001");

        Assert.Equal((1, 1), (Count(again, "updated"), Count(again, "unchanged")));
        Assert.Null(film["deletedAt"]);
        Assert.Equal(("Mine", false), (film["metadata"]!["title"]!.GetValue<string>(), film["monitored"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Two_imports_at_once_register_each_film_once()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(90);

        var both = await Task.WhenAll(ImportAsync(app, radarr), ImportAsync(app, radarr));

        Assert.All(both, ran => Assert.Equal((0, ""), (ran.ExitCode, ran.Errors)));
        Assert.Equal(90, both.Sum(ran => Count(ran, "registered")));
        Assert.Equal(90, (await app.GetAsync("v1/movies/enrichment/stats"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Films_can_be_left_out_by_what_Radarr_says_of_them()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(4);
        radarr.Movies[1]["monitored"] = false;

        var ran = await ImportAsync(app, radarr, "--only-monitored", "--only-with-file");

        Assert.Equal(2, Count(ran, "registered"));
    }

    [Fact]
    public async Task A_film_that_has_another_ones_IMDb_id_is_named_as_doubtful()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(3);
        await ImportAsync(app, radarr);
        var other = RadarrSimulator.Movie(910_500, "Other", 2001);
        other["imdbId"] = "tt9910001";
        radarr.Movies.Add(other);

        var told = (await ImportAsync(app, radarr)).Json;
        var shown = await CommandLine.RunAsync("import", "radarr", "--url", radarr.Url, "--key", RadarrSimulator.Key, "--app-url", Address(app));

        var film = Assert.Single(told["doubtful"]!.AsArray())!;
        Assert.Equal("Other (2001)", film["name"]!.GetValue<string>());
        Assert.Equal(
            "It was taken for '910001' of the library, but ids differ: tmdb 910500 here, 910001 there.", film["reason"]!.GetValue<string>());
        Assert.Contains("Doubtful", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_Radarr_lists_with_damage_costs_no_other()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await LibraryAsync(5);
        radarr.Movies[1]["year"] = "soon";
        radarr.Movies[1]["monitored"] = null;
        radarr.Movies[1]["movieFile"]!["size"] = "large";
        radarr.Movies[2]["movieFile"] = new JsonArray();
        radarr.Movies[3]["tmdbId"] = null;
        radarr.Movies[4]["tmdbId"] = new JsonObject();
        radarr.Movies[4]["imdbId"] = 7;
        radarr.Movies[4]["year"] = null;

        var ran = await ImportAsync(app, radarr, "--only-monitored");

        Assert.Equal((1, "", 4), (ran.ExitCode, ran.Errors, Count(ran, "registered")));
        Assert.Equal("/movies/Film 1 (1951)", (await app.GetAsync("v1/movies/910001"))["folder"]!.GetValue<string>());
        Assert.Equal("Film 3", (await app.GetAsync("v1/movies/tt9910003"))["metadata"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_key_a_wrong_address_and_another_program_are_told_apart_and_end_with_2()
    {
        await using var radarr = await RadarrSimulator.StartAsync();
        await using var sonarr = await RadarrSimulator.StartAsync("Sonarr");
        await using var based = await RadarrSimulator.StartAsync(urlBase: "/radarr");
        var root = based.Url[..^"/radarr".Length];

        Assert.Contains("refused the key", await RefusedAsync(radarr.Url, "wrong"), StringComparison.Ordinal);
        Assert.Contains("does not answer", await RefusedAsync("http://127.0.0.1:9", RadarrSimulator.Key), StringComparison.Ordinal);
        Assert.Contains("is Sonarr, not Radarr", await RefusedAsync(sonarr.Url, RadarrSimulator.Key), StringComparison.Ordinal);
        Assert.Contains("is not Radarr", await RefusedAsync(radarr.Url + "/some/page", RadarrSimulator.Key), StringComparison.Ordinal);
        Assert.Contains("/radarr", await RefusedAsync(root, RadarrSimulator.Key), StringComparison.Ordinal);
        Assert.Contains("must be Radarr's address", await RefusedAsync("radarr", RadarrSimulator.Key), StringComparison.Ordinal);
        Assert.Contains("Settings, General", (await CommandLine.RunAsync("import", "radarr", "--url", radarr.Url)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Radarr_behind_a_URL_base_is_read()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var radarr = await RadarrSimulator.StartAsync(urlBase: "/radarr");
        radarr.Movies.Add(RadarrSimulator.Movie(910_001, "Film", 1999));

        Assert.Equal(1, Count(await ImportAsync(app, radarr), "registered"));
    }

    private static async Task<RadarrSimulator> LibraryAsync(int films)
    {
        var radarr = await RadarrSimulator.StartAsync();
        radarr.Movies.AddRange(Enumerable.Range(0, films).Select(number =>
            RadarrSimulator.Movie(910_000 + number, $"Film {number}", 1950 + (number % 70), hasFile: number != 0)));
        return radarr;
    }

    private static Task<CommandLine> ImportAsync(TestApp app, RadarrSimulator radarr, params string[] more) => CommandLine.RunAsync(
        ["import", "radarr", "--url", radarr.Url, "--key", RadarrSimulator.Key, "--app-url", Address(app), "--json", .. more]);

    private static async Task<string> RefusedAsync(string url, string key)
    {
        var ran = await CommandLine.RunAsync("import", "radarr", "--url", url, "--key", key, "--app-url", "http://127.0.0.1:9");
        Assert.Equal((2, ""), (ran.ExitCode, ran.Output));
        return ran.Errors;
    }

    private static int Count(CommandLine ran, string name) => ran.Json[name]!.GetValue<int>();

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static string Address(TestApp app) => app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
