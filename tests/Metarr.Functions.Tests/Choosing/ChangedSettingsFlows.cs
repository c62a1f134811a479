using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Bulk;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>Changed settings count for titles that are fresh: they are chosen anew, or told anew, and nothing more.</summary>
public sealed class ChangedSettingsFlows(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_settings_of_choosing_choose_anew_and_ask_nobody_and_make_the_title_no_fresher()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var before = await app.GetAsync($"v1/movies/{id}");
        var three = await app.SelectedAsync(id);
        app.Simulator.Requests.Reset();

        await LimitAsync(app, 2);
        var job = await app.EnrichAsync(id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.InRange(job["summary"]!["milliseconds"]!.GetValue<long>(), 0, 600_000);
        Assert.Equal(three.Take(2), await app.SelectedAsync(id));
        Assert.Equal(0, app.Simulator.Requests.Count());
        var after = await app.GetAsync($"v1/movies/{id}");
        foreach (var kept in new[] { "enrichedAt", "metadata", "sources", "cast", "completeness", "partial" })
        {
            Assert.Equal(before[kept]!.ToJsonString(), after[kept]!.ToJsonString());
        }

        Assert.Equal("skipped", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task Locked_and_chosen_types_stay_when_titles_are_chosen_anew()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var posters = await app.SelectedAsync(id);
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/locks/poster");
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/fanart/selection", new { keys = (await app.KeysAsync(id, "fanart")).Take(2) });
        var fanart = await app.SelectedAsync(id, "fanart");

        await LimitAsync(app, 1);
        await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/fanart", new { limit = 1 });
        await app.EnrichAsync(id);

        Assert.Equal(posters, await app.SelectedAsync(id));
        Assert.Equal(fanart, await app.SelectedAsync(id, "fanart"));
    }

    [Fact]
    public async Task A_bulk_run_that_only_chooses_asks_nobody_and_leaves_what_was_never_enriched()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = new List<string> { await app.RegisterAsync(Film), await app.RegisterAsync(OtherFilm) };
        foreach (var id in ids) await app.EnrichAsync(id);
        await app.RegisterAsync(BundledLibrary.Films[2].TmdbId);
        await LimitAsync(app, 1);
        app.Simulator.Requests.Reset();

        var run = await app.RunBulkAsync(new { choosingOnly = true });
        var again = await app.RunBulkAsync(new { choosingOnly = true });
        var forced = await app.RunBulkAsync(new { choosingOnly = true, force = true });

        Assert.Equal((2, 1, 0), (run.Count("updated"), run.Count("skipped"), run.Count("failed")));
        Assert.Equal((0, 3, 0), (again.Count("updated"), again.Count("skipped"), again.Count("failed")));
        Assert.Equal((2, 1, 0), (forced.Count("updated"), forced.Count("skipped"), forced.Count("failed")));
        Assert.True(run["request"]!["choosingOnly"]!.GetValue<bool>());
        foreach (var id in ids) Assert.Single(await app.SelectedAsync(id));
        Assert.Equal(0, app.Simulator.Requests.Count());
    }

    [Fact]
    public async Task The_command_bulk_choosing_chooses_anew()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        await LimitAsync(app, 1);
        app.Simulator.Requests.Reset();

        var address = new Uri(app.Http.BaseAddress!, "/").ToString();
        var ran = await CommandLine.RunAsync("bulk", "--choosing", "--watch", "--json", "--url", address);

        Assert.Equal((0, ""), (ran.ExitCode, ran.Errors));
        Assert.Equal(1, ran.JsonLines[^1]["statistics"]!["updated"]!.GetValue<int>());
        Assert.Single(await app.SelectedAsync(id));
        Assert.Equal(0, app.Simulator.Requests.Count());
    }

    [Fact]
    public async Task A_usual_bulk_run_chooses_fresh_titles_anew_and_asks_for_the_others()
    {
        await using var app = await TestApp.StartAsync(services);
        var fresh = await app.RegisterAsync(Film);
        await app.EnrichAsync(fresh);
        var told = (await app.GetAsync($"v1/movies/{fresh}"))["enrichedAt"]!.GetValue<DateTimeOffset>();
        var other = await app.RegisterAsync(OtherFilm);
        await LimitAsync(app, 1);

        var run = await app.RunBulkAsync();

        Assert.Equal(2, run.Count("updated"));
        Assert.Single(await app.SelectedAsync(fresh));
        Assert.Single(await app.SelectedAsync(other));
        Assert.Equal(told, (await app.GetAsync($"v1/movies/{fresh}"))["enrichedAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task In_another_language_a_title_is_told_anew_without_force_once()
    {
        var films = new TranslatedFilms();
        await using var app = await TestApp.StartAsync(services, films);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        Assert.StartsWith("[en", await NameAsync(app, id), StringComparison.Ordinal);

        await app.SetAsync(new { preferredLanguage = "de" });
        var job = await app.EnrichAsync(id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.StartsWith("[de", await NameAsync(app, id), StringComparison.Ordinal);
        Assert.Equal(2, films.Unconditional);
        Assert.Equal("skipped", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task With_other_languages_of_art_a_fresh_title_is_asked_for_anew_and_loses_what_is_no_longer_listed()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var usual = await LanguagesAsync(app, id);

        await app.SetAsync(new { imageLanguages = new[] { "de" } });
        Assert.Equal("completed", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
        Assert.Equal("skipped", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
        var few = await LanguagesAsync(app, id);
        await app.SetAsync(new { imageLanguages = Array.Empty<string>() });
        Assert.Equal("completed", (await app.EnrichAsync(id))["state"]!.GetValue<string>());

        Assert.Contains(usual, language => language is not (null or "en" or "de"));
        Assert.All(few, language => Assert.Contains(language, new[] { null, "en", "de" }));
        Assert.Equal(usual, await LanguagesAsync(app, id));
    }

    [Fact]
    public async Task While_a_provider_is_away_the_title_stays_due_for_the_other_language()
    {
        var films = new TranslatedFilms();
        await using var app = await TestApp.StartAsync(services, films, FourProviders.Settings);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        await app.SetAsync(new { preferredLanguage = "de" });

        films.IsAway = true;
        await app.EnrichAsync(id);
        Assert.StartsWith("[en", await NameAsync(app, id), StringComparison.Ordinal);

        films.IsAway = false;
        await app.EnrichAsync(id);
        Assert.StartsWith("[de", await NameAsync(app, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_of_which_nobody_knows_what_chose_it_stays_fresh()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var row = await app.Titles.GetAsync(id, Cancelled);
        Assert.True(await app.Titles.TryReplaceAsync(row with { Marks = SettingsMarks.Unknown }, Cancelled));

        await app.SetAsync(new { preferredLanguage = "de", country = "DE" });
        await LimitAsync(app, 1);

        Assert.Equal("skipped", (await app.EnrichAsync(id.Value))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Lists_show_when_a_title_was_enriched_though_nothing_else_has_changed()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var first = await ListedAsync(app);

        await app.EnrichAsync(id, new { force = true });

        var second = await ListedAsync(app);
        Assert.True(second > first);
        Assert.Equal((await app.GetAsync($"v1/movies/{id}"))["enrichedAt"]!.GetValue<DateTimeOffset>(), second);
    }

    private static async Task<DateTimeOffset> ListedAsync(TestApp app) =>
        (await app.GetAsync("v1/movies"))["items"]![0]!["enrichedAt"]!.GetValue<DateTimeOffset>();

    private static async Task<string> NameAsync(TestApp app, string id) =>
        (await app.GetAsync($"v1/movies/{id}"))["metadata"]!["title"]!.GetValue<string>();

    /// <summary>The languages of the art that is listed now, each once.</summary>
    private static async Task<List<string?>> LanguagesAsync(TestApp app, string id) =>
    [
        .. (await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled)).Candidates
            .Where(record => !record.Withdrawn)
            .Select(record => record.Candidate.Language)
            .Distinct()
            .Order(),
    ];

    private static async Task LimitAsync(TestApp app, int posters) =>
        await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = posters });
}
