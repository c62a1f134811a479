using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Functions.Tests.Bulk;

/// <summary>What becomes of a title whose run had to do without a provider, or without the images of a host.</summary>
public sealed class PartialFlows(LocalServices services)
{
    private const string ImageHost = "tmdb-images";

    /// <summary>The providers that gave what they have in the first run.</summary>
    private static readonly string[] Others = ["tmdb", "tvdb", "fanart"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("omdb")]
    [InlineData(ImageHost)]
    public async Task What_was_missing_is_fetched_an_hour_later_and_the_others_are_not_asked_again(string provider)
    {
        var faults = new FaultScenario([new FaultRule { Fault = Fault.Unavailable, Provider = provider }]);
        await using var app = await TestApp.StartAsync(services, faults, FourProviders.Settings);
        var id = await app.RegisterAsync(BulkApp.SmallFilms(1)[0]);
        var first = await app.EnrichAsync(id);
        Assert.True(first["summary"]!["partial"]!.GetValue<bool>(), first.ToJsonString());
        faults.Replace([]);

        var soon = await app.RunBulkAsync(new { missingOnly = true });
        await MakeOlderAsync(app, TitleId.Movie(id), TimeSpan.FromMinutes(61));
        app.Simulator.Requests.Reset();
        var later = await app.RunBulkAsync(new { missingOnly = true });

        Assert.Equal((0, 1), (soon.Count("updated"), soon.Count("skipped")));
        Assert.Equal((1, 0), (later.Count("updated"), later.Count("skipped")));
        Assert.NotEqual(0, app.Simulator.Requests.Count(provider));
        Assert.All(Others, other => Assert.Equal(0, app.Simulator.Requests.Count(other)));
        var snapshot = await app.Titles.GetSnapshotAsync(TitleId.Movie(id), Cancelled);
        Assert.False(snapshot.Row.Title.Partial);
        Assert.Equal("omdb", snapshot.Row.Title.Sources["imdb_rating"]);
        Assert.NotNull(snapshot.Poster);
    }

    [Fact]
    public async Task A_choice_made_anew_keeps_in_mind_what_is_missing()
    {
        var faults = new FaultScenario([new FaultRule { Fault = Fault.Unavailable, Provider = ImageHost }]);
        await using var app = await TestApp.StartAsync(services, faults, FourProviders.Settings);
        var id = await app.RegisterAsync(BulkApp.SmallFilms(1)[0]);
        await app.EnrichAsync(id);

        await app.SetAsync(new { languageOrder = new { poster = new[] { "de", "en" } } });
        var again = await app.EnrichAsync(id);

        Assert.True(again["summary"]!["partial"]!.GetValue<bool>(), again.ToJsonString());
        var status = await app.GetAsync($"v1/movies/{id}/enrichment-status");
        Assert.True(status["partial"]!.GetValue<bool>(), status.ToJsonString());
    }

    private static async Task MakeOlderAsync(TestApp app, TitleId id, TimeSpan by)
    {
        var row = await app.Titles.GetAsync(id, Cancelled);
        var older = row.Title with { EnrichedAt = row.Title.EnrichedAt - by };
        Assert.True(await app.Titles.TryReplaceAsync(row with { Title = older }, Cancelled));
    }
}
