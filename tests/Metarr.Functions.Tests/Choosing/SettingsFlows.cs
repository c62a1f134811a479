using System.Net;
using System.Text;
using Azure.Data.Tables;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>How settings change what is chosen, and that nothing changes without a reason.</summary>
public sealed class SettingsFlows(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_language_and_back_restores_the_same_choice_without_a_download()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var english = await app.SelectedAsync(id);

        await app.SetAsync(new { languageOrder = new { poster = new[] { "de", "fr", "es" } } });
        Assert.Equal("completed", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
        var other = await app.SelectedAsync(id);
        app.Simulator.Requests.Reset();
        await app.SetAsync(new { languageOrder = new { poster = Array.Empty<string>() } });
        await app.EnrichAsync(id);

        Assert.NotEqual(english, other);
        Assert.Equal(english, await app.SelectedAsync(id));
        Assert.Equal(0, app.Simulator.Requests.Count());
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_smaller_limit_retires_the_last_and_0_all_and_both_come_back_without_a_download()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var three = await app.SelectedAsync(id);
        app.Simulator.Requests.Reset();

        var limits = await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 1 });
        await app.EnrichAsync(id);
        Assert.Equal((1, 4), (limits["poster"]!.GetValue<int>(), limits["fanart"]!.GetValue<int>()));
        Assert.Equal([three[0]], await app.SelectedAsync(id));
        Assert.Equal(three.Skip(1).Order(), await RetiredAsync(app, id));

        await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 0 });
        await app.EnrichAsync(id);
        Assert.Empty(await app.SelectedAsync(id));
        Assert.Equal(three.Order(), await RetiredAsync(app, id));
        Assert.Empty((await app.GetAsync($"v1/movies/{id}"))["lockedTypes"]!.AsArray());
        Assert.Equal(4, (await app.SelectedAsync(id, "fanart")).Count);
        await app.SendAsync(HttpMethod.Put, $"v1/movies/{id}/assets/poster/selection", new { keys = three })
            .AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "type-switched-off");
        await app.SendAsync(HttpMethod.Post, $"v1/movies/{id}/assets/poster/restore")
            .AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "type-switched-off");

        await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 3 });
        await app.EnrichAsync(id);
        Assert.Equal(three, await app.SelectedAsync(id));
        Assert.Equal(0, app.Simulator.Requests.Count());
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_type_that_is_switched_off_is_neither_looked_at_nor_downloaded()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { analysisMode = "all" });
        await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 0 });
        var id = await app.RegisterAsync(Film);

        await app.EnrichAsync(id);

        var candidates = (await app.ArtAsync(id, "poster"))["candidates"]!.AsArray();
        Assert.NotEmpty(candidates);
        Assert.All(candidates, candidate => Assert.Null(candidate!["analysis"]));
        Assert.NotEmpty(await app.SelectedAsync(id, "fanart"));
    }

    [Fact]
    public async Task A_type_that_is_switched_off_keeps_what_a_person_uploaded_chose_or_locked()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        await app.DoWithFileAsync($"v1/movies/{id}/assets/poster", await app.PictureAsync(OtherFilm));
        await app.DoAsync(HttpMethod.Delete, $"v1/movies/{id}/locks/poster");
        var own = (await app.SelectedAsync(id))[0];
        var chosen = (await app.SelectedAsync(id, "fanart")).Skip(2).ToList();
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/assets/fanart/selection", new { keys = chosen });
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/locks/clearlogo");
        var locked = await app.SelectedAsync(id, "clearlogo");

        foreach (var type in new[] { "poster", "fanart", "clearlogo" })
        {
            await app.DoAsync(HttpMethod.Put, $"v1/settings/asset-limits/{type}", new { limit = 0 });
        }

        await app.EnrichAsync(id, new { force = true });

        Assert.Equal([own], await app.SelectedAsync(id));
        Assert.Equal(chosen, await app.SelectedAsync(id, "fanart"));
        Assert.NotEmpty(locked);
        Assert.Equal(locked, await app.SelectedAsync(id, "clearlogo"));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task Where_people_choose_a_smaller_limit_takes_nothing_away()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var three = await app.SelectedAsync(id);

        await app.SetAsync(new { autoSelectAssets = false });
        foreach (var limit in new[] { 1, 0 })
        {
            await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit });
            await app.EnrichAsync(id, new { force = true });
            Assert.Equal(three, await app.SelectedAsync(id));
        }
    }

    [Fact]
    public async Task What_a_person_restores_is_all_that_was_selected_then_whatever_the_limit_is_now()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var three = await app.SelectedAsync(id);
        await app.DoAsync(HttpMethod.Put, "v1/settings/asset-limits/poster", new { limit = 1 });
        await app.EnrichAsync(id);

        Assert.Equal(three, ArtSteps.Selected(await app.DoAsync(HttpMethod.Post, $"v1/movies/{id}/assets/poster/restore")));
        await app.EnrichAsync(id, new { force = true });
        Assert.Equal(three, await app.SelectedAsync(id));

        await app.DoAsync(HttpMethod.Delete, $"v1/movies/{id}/locks/poster");
        await app.EnrichAsync(id, new { force = true });
        Assert.Equal(three.Take(1), await app.SelectedAsync(id));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_strict_policy_has_none_rather_than_wrong_art()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        Assert.NotEmpty(await app.SelectedAsync(id));

        await app.SetAsync(new { languageOrder = new { poster = new[] { "xh" } }, strictLanguages = new[] { "poster" } });
        await app.EnrichAsync(id);

        Assert.Empty(await app.SelectedAsync(id));
        Assert.NotEmpty(await app.SelectedAsync(id, "fanart"));
        await app.DoAsync(HttpMethod.Post, $"v1/movies/{id}/assets/poster/restore");
        Assert.NotEmpty(await app.SelectedAsync(id));
    }

    [Fact]
    public async Task Another_spelling_of_the_same_settings_makes_no_title_due()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new { languageOrder = new { poster = new[] { "pt-BR", "en", "none" } }, strictLanguages = new[] { "poster" } });
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);

        await app.SetAsync(new { languageOrder = new { poster = new[] { "PT-br", "EN", "none" } }, strictLanguages = new[] { "poster", "poster" } });

        Assert.Equal("skipped", (await app.EnrichAsync(id))["state"]!.GetValue<string>());
        var shown = await app.GetAsync("v1/settings/phase-config");
        Assert.Equal("""["pt-BR","en","none"]""", shown["languageOrder"]!["poster"]!.ToJsonString());
        Assert.Equal("""["poster"]""", shown["strictLanguages"]!.ToJsonString());
    }

    [Fact]
    public async Task What_the_settings_show_can_be_sent_back_and_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.SetAsync(new
        {
            languageOrder = new { poster = new[] { "de", "none" } },
            strictLanguages = new[] { "banner" },
            idealSizes = new { banner = new { width = 1000, height = 185 } },
            freshDays = 3,
        });
        var shown = await app.GetAsync("v1/settings/phase-config");

        await app.SetAsync(shown);

        Assert.Equal(shown.ToJsonString(), (await app.GetAsync("v1/settings/phase-config")).ToJsonString());
    }

    [Fact]
    public async Task When_much_is_chosen_at_once_no_more_than_ten_files_are_downloaded_at_the_same_time()
    {
        var crowd = new ImageCrowd(most: 10);
        await using var app = await TestApp.StartAsync(services, crowd);
        await app.SetAsync(new { autoSelectAssets = false });
        foreach (var type in new[] { "poster", "fanart" }) await app.DoAsync(HttpMethod.Put, $"v1/settings/asset-limits/{type}", new { limit = 10 });
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var seen = await app.Titles.GetSnapshotAsync(id, Cancelled);
        var rules = (await new SettingsStore(app.Storage).ReadAsync(Cancelled)).Selection();
        var chosen = AssetSelector.SelectAll(AssetTypes.All, seen.Candidates, seen.Row.Title.Metadata.OriginalLanguage, rules).Sum(type => type.Chosen.Count);

        crowd.Expect(chosen);
        await app.SetAsync(new { autoSelectAssets = true });
        await app.EnrichAsync(id.Value);

        Assert.InRange(chosen, 12, 40);
        Assert.Equal(10, crowd.Largest);
        Assert.Equal(chosen, (await app.Titles.GetSnapshotAsync(id, Cancelled)).Choices.Sum(choice => choice.Art.Count));
    }

    [Fact]
    public async Task Weights_and_ideal_sizes_can_be_set_and_score_anew_without_asking_anyone()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        app.Simulator.Requests.Reset();

        await app.SetAsync(new { scoreWeights = new { resolution = 0, aspect = 0, language = 0, votes = 0, provider = 100 } });
        await app.EnrichAsync(id);
        var scores = (await app.ArtAsync(id, "poster"))["candidates"]!.AsArray()
            .Where(candidate => candidate!["analysis"] is not null)
            .Select(candidate => candidate!["score"]!["total"]!.GetValue<double>());
        Assert.All(scores, total => Assert.Equal(100, total));

        await app.SetAsync(new { scoreWeights = new { }, idealSizes = new { poster = new { width = 1000, height = 1500 } } });
        await app.EnrichAsync(id);
        var best = (await app.ArtAsync(id, "poster"))["candidates"]!.AsArray()
            .First(candidate => candidate!["analysis"] is { } analysis && analysis["width"]!.GetValue<int>() == 2000)!;
        Assert.Equal(11.25, best["score"]!["resolution"]!.GetValue<double>());

        await app.SetAsync(new { idealSizes = new Dictionary<string, object?> { ["poster"] = null } });
        var shown = await app.GetAsync("v1/settings/phase-config");
        Assert.Equal("{}", shown["idealSizes"]!.ToJsonString());
        Assert.Equal(30, shown["scoreWeights"]!["resolution"]!.GetValue<double>());
        Assert.Equal(0, app.Simulator.Requests.Count("tmdb"));
    }

    [Theory]
    [InlineData("PATCH", "phase-config", """{"languageOrder": {"poster": ["german"]}}""", "languageOrder")]
    [InlineData("PATCH", "phase-config", """{"languageOrder": {"poster": ["de", "de"]}}""", "languageOrder")]
    [InlineData("PATCH", "phase-config", """{"languageOrder": {"poster": ["DE", "de"]}}""", "languageOrder")]
    [InlineData("PATCH", "phase-config", """{"languageOrder": {"mural": ["de"]}}""", "languageOrder")]
    [InlineData("PATCH", "phase-config", """{"languageOrder": "de"}""", "languageOrder")]
    [InlineData("PATCH", "phase-config", """{"imageLanguages": ["en-GB"]}""", "imageLanguages")]
    [InlineData("PATCH", "phase-config", """{"imageLanguages": ["en", "en"]}""", "imageLanguages")]
    [InlineData("PATCH", "phase-config", """{"strictLanguages": ["mural"]}""", "strictLanguages")]
    [InlineData("PATCH", "phase-config", """{"scoreWeights": {"resolution": 40}}""", "scoreWeights")]
    [InlineData("PATCH", "phase-config", """{"scoreWeights": {"resolution": -10, "aspect": 60}}""", "scoreWeights")]
    [InlineData("PATCH", "phase-config", """{"scoreWeights": {"colour": 20}}""", "scoreWeights")]
    [InlineData("PATCH", "phase-config", """{"scoreWeights": 20}""", "scoreWeights")]
    [InlineData("PATCH", "phase-config", """{"idealSizes": {"poster": {"width": 0, "height": 1500}}}""", "idealSizes")]
    [InlineData("PATCH", "phase-config", """{"idealSizes": {"poster": {"width": 1000}}}""", "idealSizes")]
    [InlineData("PATCH", "phase-config", """{"idealSizes": {"mural": {"width": 1000, "height": 1500}}}""", "idealSizes")]
    [InlineData("PUT", "asset-limits/poster", """{"limit": 11}""", "limit")]
    [InlineData("PUT", "asset-limits/poster", """{"limit": -1}""", "limit")]
    [InlineData("PUT", "asset-limits/poster", """{"limit": "3"}""", "limit")]
    [InlineData("PUT", "asset-limits/poster", "{}", "limit")]
    public async Task Wrong_settings_are_refused_with_the_field_named(string method, string path, string body, string field)
    {
        await using var app = await TestApp.StartAsync(services);
        var before = (await app.GetAsync("v1/settings/phase-config")).ToJsonString();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"v1/settings/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

        var problem = await app.Http.SendAsync(request, Cancelled).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.StartsWith(field, problem["field"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(before, (await app.GetAsync("v1/settings/phase-config")).ToJsonString());
    }

    [Fact]
    public async Task A_second_run_with_nothing_new_writes_only_timestamps()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var before = await VersionsAsync(app);

        await app.EnrichAsync(id, new { force = true });

        var after = await VersionsAsync(app);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        var written = before.Where(row => after[row.Key] != row.Value).Select(row => row.Key).Order();
        Assert.Equal(["Titles provider:tmdb", "Titles title"], written);
    }

    private static async Task<IEnumerable<string>> RetiredAsync(TestApp app, string id) => (await app.ArtAsync(id, "poster"))["candidates"]!.AsArray()
        .Where(candidate => candidate!["decision"]!.GetValue<string>() == "retired")
        .Select(candidate => candidate!["key"]!.GetValue<string>())
        .Order();

    private static async Task<Dictionary<string, string>> VersionsAsync(TestApp app)
    {
        var versions = new Dictionary<string, string>();
        foreach (var (name, table) in new[] { ("Titles", app.Storage.Titles), ("AssetRefs", app.Storage.AssetRefs) })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancelled)) versions[$"{name} {row.RowKey}"] = row.ETag.ToString();
        }

        await foreach (var blob in app.Storage.Assets.GetBlobsAsync(cancellationToken: Cancelled))
        {
            versions[blob.Name] = blob.Properties.ETag.ToString()!;
        }

        return versions;
    }
}
