using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>A title that comes back, or is registered anew, between two steps of its removal.</summary>
public sealed class RemovedInBetween(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;
    private static readonly int OtherFilm = BundledLibrary.Films[4].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_title_that_comes_back_while_the_overdue_ones_are_removed_stays()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services, new LaterClock(TimeSpan.FromDays(8)));
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.Part<TitleRegistry>().MarkDeletedAsync(id, new ExternalIds(), title => title, Cancelled);
        other.Storage.Before(call => call.Writes(app.Storage.Titles.Name), () => app.RegisterAsync(Film));

        Assert.Equal(0, await other.Part<DeletedTitles>().RemoveDueAsync(Cancelled));

        Assert.True(other.Storage.HasPassed);
        Assert.Null((await app.Titles.GetAsync(id, Cancelled)).Title.DeletedAt);
        await app.AssertListsAreTrueAsync([id]);
    }

    [Theory]
    [InlineData("AssetRefs", "DELETE")]
    [InlineData("released:", "")]
    [InlineData("People", "")]
    [InlineData("-staging", "")]
    [InlineData("-providers", "")]
    [InlineData("ids-movie", "DELETE")]
    [InlineData("Library", "POST")]
    [InlineData("candidate:", "POST")]
    public async Task A_title_that_is_registered_anew_while_its_removal_goes_on_keeps_all_it_has(string step, string method)
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        IReadOnlyList<string> selected = [];
        other.Storage.Before(call => call.Names(step) && call.Method.Contains(method, StringComparison.Ordinal), async () =>
        {
            Assert.Equal(id.Value, await app.RegisterAsync(Film));
            await app.EnrichAsync(id.Value);
            await app.DoWithFileAsync($"v1/movies/{id.Value}/assets/banner", await app.PictureAsync(OtherFilm));
            selected = await app.SelectedAsync(id.Value);
        });

        await other.Part<TitleRemoval>().RemoveAsync(id, EditCondition.None, Cancelled);

        Assert.True(other.Storage.HasPassed);
        Assert.Equal(3, selected.Count);
        Assert.Equal(selected, await app.SelectedAsync(id.Value));
        Assert.Single(await app.SelectedAsync(id.Value, "banner"));
        Assert.Equal(id.Value, await app.RegisterAsync(Film));
        await app.AssertListsAreTrueAsync([id]);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
        var cast = (await app.Titles.GetSnapshotAsync(id, Cancelled)).Cast.Select(member => member.PersonId);
        Assert.Equal(cast.Order(), (await new PeopleStore(app.Storage).PageAsync("", 1000, Cancelled)).People.Select(person => person.Id).Order());
    }

    [Theory]
    [InlineData("Titles", "PUT")]
    [InlineData("People", "PUT")]
    [InlineData("released:", "POST")]
    [InlineData("ids-movie", "DELETE")]
    public async Task Two_removals_of_a_title_at_the_same_time_both_end_and_leave_nothing(string step, string method)
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        other.Storage.Before(
            call => call.Names(step) && call.Method == method, () => app.SendAsync(HttpMethod.Delete, $"v1/movies/{id.Value}"));

        await other.Part<TitleRemoval>().RemoveAsync(id, EditCondition.None, Cancelled);

        Assert.True(other.Storage.HasPassed);
        await app.AssertListsAreTrueAsync([]);
        await app.AssertNothingIsLeftAsync();
    }
}
