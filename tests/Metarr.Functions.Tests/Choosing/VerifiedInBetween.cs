using Metarr.Enrichment.Library;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;


namespace Metarr.Functions.Tests.Choosing;

/// <summary>What goes away between two steps of a verification.</summary>
public sealed class VerifiedInBetween(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[1].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_title_that_is_removed_while_it_is_verified_leaves_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        other.Storage.Before(call => call.Names(app.Storage.AssetRefs.Name), () => app.RemoveAsync(id));

        await other.Part<FileVerification>().VerifyAsync(id, byBytes: true, Cancelled);

        Assert.True(other.Storage.HasPassed);
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_person_who_is_cleared_away_while_the_portrait_is_verified_leaves_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        await using var other = await OtherInstance.StartAsync(app, services);
        var id = TitleId.Movie(await app.RegisterAsync(Film));
        await app.EnrichAsync(id.Value);
        var person = (await new PeopleStore(app.Storage).PageAsync("", 1000, Cancelled)).People.First(known => known.Headshot is not null);
        other.Storage.Before(call => call.Names(app.Storage.AssetRefs.Name), () => app.RemoveAsync(id));

        await other.Part<FileVerification>().VerifyAsync(person, byBytes: true, Cancelled);

        Assert.True(other.Storage.HasPassed);
        await app.AssertNothingIsLeftAsync();
    }
}
