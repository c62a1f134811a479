using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;


namespace Metarr.Functions.Tests.Choosing;

/// <summary>What lists show when a title changes between a change and its listing.</summary>
public sealed class ListedInBetween(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_title_that_is_removed_before_an_edit_is_listed_is_not_listed()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        other.Storage.Before(call => call.Writes(app.Storage.Library.Name), () => app.RemoveAsync(id));

        await other.Part<TitleEdits>().ApplyAsync(id, EditCondition.None, title => title with { Monitored = false }, Cancelled);

        Assert.True(other.Storage.HasPassed);
        await app.AssertListsAreTrueAsync([]);
    }

    [Fact]
    public async Task A_title_that_is_removed_before_its_run_is_listed_is_not_listed()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        other.Storage.Before(call => call.Writes(app.Storage.Library.Name), () => app.RemoveAsync(id));

        await app.CompleteAsync(other, id);

        Assert.True(other.Storage.HasPassed);
        await app.AssertListsAreTrueAsync([]);
    }

    [Fact]
    public async Task Of_two_edits_the_later_one_is_listed_whichever_is_written_last()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        other.Storage.Before(
            call => call.Writes(app.Storage.Library.Name),
            () => app.DoAsync(HttpMethod.Patch, $"v1/movies/{id.Value}", new { title = "The later", plot = "Told.", monitored = true }));

        await other.Part<TitleEdits>().ApplyAsync(id, EditCondition.None, title => title with { Monitored = false }, Cancelled);

        Assert.True(other.Storage.HasPassed);
        await app.AssertListsAreTrueAsync([id]);
        Assert.Equal("The later", (await app.GetAsync("v1/movies"))["items"]![0]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_edit_before_the_run_is_listed_stays_listed()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        other.Storage.Before(
            call => call.Writes(app.Storage.Library.Name),
            () => app.DoAsync(HttpMethod.Patch, $"v1/movies/{id.Value}", new { title = "The later", tagline = "Told." }));

        await app.CompleteAsync(other, id);

        Assert.True(other.Storage.HasPassed);
        await app.AssertListsAreTrueAsync([id]);
    }
}
