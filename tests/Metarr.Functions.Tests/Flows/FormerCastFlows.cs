using System.Net;
using Azure.Data.Tables;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;
using Person = Metarr.Functions.Storage.Person;

namespace Metarr.Functions.Tests.Flows;

/// <summary>People stay as long as a title has them, and their portraits with them.</summary>
public sealed class FormerCastFlows(LocalServices services)
{
    private static readonly int[] Films = [.. BundledLibrary.Films.Take(6).Select(film => film.TmdbId)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_go_with_their_last_title_and_stay_with_any_other()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await EnrichAsync(app, Films);
        var (first, others) = (ids[0], ids[1..]);
        var before = await CastAsync(app, first);
        var stay = (await CastsAsync(app, others)).ToHashSet();
        Assert.Contains(before, stay.Contains);

        await app.SendAsync(HttpMethod.Delete, $"v1/movies/{first.Value}");

        Assert.Equal(stay.Order(), (await PeopleAsync(app)).Select(person => person.Id).Order());
        Assert.All(await PeopleAsync(app), person => Assert.DoesNotContain(first, person.Titles!.Value));
        await StorageAudit.AssertSoundAsync(app.Storage, others);

        foreach (var id in others) await app.SendAsync(HttpMethod.Delete, $"v1/movies/{id.Value}");
        Assert.Empty(await PeopleAsync(app));
        await StorageAudit.AssertSoundAsync(app.Storage, []);
    }

    [Fact]
    public async Task Titles_that_come_and_go_at_the_same_time_leave_everyone_who_is_needed_and_nobody_else()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await EnrichAsync(app, Films[..3]);

        for (var round = 0; round < 2; round++)
        {
            var coming = EnrichAsync(app, Films[3..]);
            await Task.WhenAll(ids.Select(id => app.SendAsync(HttpMethod.Delete, $"v1/movies/{id.Value}")));
            var there = await coming;
            Assert.Equal((await CastsAsync(app, there)).Order(), (await PeopleAsync(app)).Select(person => person.Id).Order());
            Assert.All(await PeopleAsync(app), person => Assert.Equal(person.PortraitUrl is null, person.Headshot is null));
            await StorageAudit.AssertSoundAsync(app.Storage, there);

            coming = EnrichAsync(app, Films[..3]);
            await Task.WhenAll(there.Select(id => app.SendAsync(HttpMethod.Delete, $"v1/movies/{id.Value}")));
            ids = await coming;
            await StorageAudit.AssertSoundAsync(app.Storage, ids);
        }

        Assert.Equal((await CastsAsync(app, ids)).Order(), (await PeopleAsync(app)).Select(person => person.Id).Order());
    }

    [Fact]
    public async Task Who_is_no_longer_in_a_cast_goes_with_the_run_that_says_so()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = (await EnrichAsync(app, Films[..1]))[0];
        var stranger = await CastStrangerAsync(app, id);

        await app.EnrichAsync(id.Value, new { force = true });

        Assert.DoesNotContain(await PeopleAsync(app), person => person.Id == stranger.Id);
        Assert.False((await app.Storage.Assets.GetBlobClient(stranger.Headshot!.BlobName).ExistsAsync(Cancelled)).Value);
        Assert.Empty((await app.Titles.GetSnapshotAsync(id, Cancelled)).Left);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task Who_left_when_the_process_died_is_told_at_night()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = (await EnrichAsync(app, Films[..1]))[0];
        var stranger = await CastStrangerAsync(app, id);
        var snapshot = await app.Titles.GetSnapshotAsync(id, Cancelled);
        var back = snapshot.Cast[0].PersonId;
        var changes = new PartitionChanges { Cast = new CastChange([], [snapshot.Cast[^1].Order]), Left = [stranger.Id, back] };
        Assert.True(await app.Titles.TryCommitAsync(snapshot.Row, changes, Cancelled));

        await new StoredParts(app, TimeProvider.System).Retired.ClearAsync(id, Cancelled);

        var people = await PeopleAsync(app);
        Assert.DoesNotContain(people, person => person.Id == stranger.Id);
        Assert.Contains(people, person => person.Id == back);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_person_who_is_taken_in_while_being_cleared_away_keeps_a_portrait()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await EnrichAsync(app, Films[..1]);
        var store = new PeopleStore(app.Storage);
        var person = (await PeopleAsync(app)).First(known => known.Headshot is not null);
        await store.ChangeAsync(person.Id, known => known! with { Titles = [] }, Cancelled);

        await app.EnrichAsync(ids[0].Value, new { force = true });
        Assert.Equal(0, await new StoredParts(app, TimeProvider.System).FormerCast.ClearAsync(person.Id, Cancelled));

        var again = (await PeopleAsync(app)).Single(known => known.Id == person.Id);
        Assert.Equal(([.. ids], person.Headshot!.BlobName), (again.Titles!.Value, again.Headshot!.BlobName));
        await StorageAudit.AssertSoundAsync(app.Storage, ids);
    }

    [Fact]
    public async Task Whom_a_run_has_taken_in_and_never_committed_goes_at_night()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(Films[0]));
        await TellOfAsync(app, id, 424242);

        await FetchCastAsync(app, id, "lost");
        Assert.Equal([id], (await PeopleAsync(app)).Single().Titles!.Value);
        await new StoredParts(app, TimeProvider.System).Retired.ClearAsync(id, Cancelled);

        Assert.Empty(await PeopleAsync(app));
        Assert.Empty((await app.Titles.GetSnapshotAsync(id, Cancelled)).Left);
    }

    [Fact]
    public async Task Whom_one_title_leaves_while_the_run_of_another_takes_them_in_stays_until_that_run_is_lost()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await EnrichAsync(app, Films[..1]);
        var (first, second) = (ids[0], TitleId.Movie(await app.RegisterAsync(Films[1])));
        var stranger = await CastStrangerAsync(app, first);
        await TellOfAsync(app, second, stranger.Id);
        var leaving = await LeaveCastAsync(app, first, stranger.Id);

        await FetchCastAsync(app, second, "lost");
        var parts = new StoredParts(app, TimeProvider.System);
        await parts.FormerCast.LeaveAsync(leaving, Cancelled);
        Assert.Equal([second], (await PeopleAsync(app)).Single(person => person.Id == stranger.Id).Titles!.Value);
        await parts.Retired.ClearAsync(second, Cancelled);

        Assert.DoesNotContain(await PeopleAsync(app), person => person.Id == stranger.Id);
        await StorageAudit.AssertSoundAsync(app.Storage, ids);
    }

    [Fact]
    public async Task Whom_the_next_run_of_the_same_title_takes_in_again_before_they_were_told_to_leave_stays()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await EnrichAsync(app, Films[..1]);
        var stranger = await CastStrangerAsync(app, ids[0]);
        var leaving = await LeaveCastAsync(app, ids[0], stranger.Id);
        var row = await app.Titles.GetAsync(ids[0], Cancelled);
        Assert.True(await app.Titles.TryReplaceAsync(
            row with { Lease = new TitleLease("next", DateTimeOffset.UtcNow.AddHours(1)) }, Cancelled));
        await TellOfAsync(app, ids[0], stranger.Id);

        await FetchCastAsync(app, ids[0], "next");
        await new StoredParts(app, TimeProvider.System).FormerCast.LeaveAsync(leaving, Cancelled);

        var stays = (await PeopleAsync(app)).Single(person => person.Id == stranger.Id);
        Assert.Equal(([.. ids], stranger.Headshot!.BlobName), (stays.Titles!.Value, stays.Headshot!.BlobName));
    }

    [Fact]
    public async Task A_run_that_commits_its_cast_leaves_nobody_to_be_told()
    {
        await using var app = await TestApp.StartAsync(services);

        var ids = await EnrichAsync(app, Films[..1]);

        Assert.NotEmpty(await CastAsync(app, ids[0]));
        Assert.Empty((await app.Titles.GetSnapshotAsync(ids[0], Cancelled)).Left);
    }

    [Fact]
    public void A_person_knows_its_titles()
    {
        var (one, two) = (TitleId.Movie("1"), TitleId.Movie("2"));
        var person = new Person(7, "Ada");

        Assert.False(person.IsNobodys);
        Assert.Equal([one, two], person.In(one).In(two).In(one).Titles!.Value);
        Assert.False(person.In(one).In(two).Without(one).IsNobodys);
        Assert.True(person.In(one).Without(one).IsNobodys);
        Assert.Same(person, person.Without(one));
    }

    private static async Task<TitleId[]> EnrichAsync(TestApp app, int[] films)
    {
        var ids = await Task.WhenAll(films.Select(app.RegisterAsync));
        await Task.WhenAll(ids.Select(id => app.EnrichAsync(id)));
        return [.. ids.Select(TitleId.Movie)];
    }

    private static async Task<List<int>> CastAsync(TestApp app, TitleId id) =>
        [.. (await app.Titles.FindStateAsync(id, Cancelled))!.Cast.Select(member => member.PersonId)];

    private static async Task<IReadOnlyList<int>> CastsAsync(TestApp app, IEnumerable<TitleId> ids)
    {
        var people = new HashSet<int>();
        foreach (var id in ids) people.UnionWith(await CastAsync(app, id));
        return [.. people];
    }

    private static async Task<IReadOnlyList<Person>> PeopleAsync(TestApp app) =>
        (await new PeopleStore(app.Storage).PageAsync("", 1000, Cancelled)).People;

    /// <summary>Has TMDB's last answer about a title name one person and nobody else.</summary>
    private static Task TellOfAsync(TestApp app, TitleId id, int personId) => app.Titles.WriteAsync(
        id,
        new ProviderFetch("tmdb", ProviderOutcome.Fetched, DateTimeOffset.UtcNow) { Cast = [new CastMember(0, personId, "Nobody Else")] },
        Cancelled);

    private static Task<CastPlan> FetchCastAsync(TestApp app, TitleId id, string jobId)
    {
        var parts = new StoredParts(app, TimeProvider.System);
        var step = new FetchCast(app.Titles, new TitlesAtWork(), new PeopleStore(app.Storage), parts.FormerCast);
        return step.RunAsync(new CastRequest(id, jobId, Force: false), Cancelled);
    }

    /// <summary>Commits that someone is no longer in a cast, and ends as a killed run does: before the person is told.</summary>
    private static async Task<TitleSnapshot> LeaveCastAsync(TestApp app, TitleId id, int personId)
    {
        var before = await app.Titles.GetSnapshotAsync(id, Cancelled);
        var gone = before.Cast.Single(member => member.PersonId == personId);
        var changes = new PartitionChanges { Cast = new CastChange([], [gone.Order]), Left = [personId] };
        Assert.True(await app.Titles.TryCommitAsync(before.Row, changes, Cancelled));
        return await app.Titles.GetSnapshotAsync(id, Cancelled);
    }

    /// <summary>Puts someone into a cast whom no provider tells of, with a portrait that is kept.</summary>
    private static async Task<Person> CastStrangerAsync(TestApp app, TitleId id)
    {
        var analysis = new AssetAnalysis(2, 3, Sha256Hash.Of("stranger"u8), null, null, "jpg", "image/jpeg", 8);
        var portrait = new Headshot(
            AssetStore.BlobName(Headshot.Type, analysis), analysis, new Uri("https://image.tmdb.org/t/p/original/x.jpg"), DateTimeOffset.UtcNow);
        var use = new AssetRef(analysis.Sha256, AssetUser.Person(424242), Headshot.Type, portrait.BlobName, analysis.MediaType);
        await new AssetRefStore(app.Storage).AddAsync(use, Cancelled);
        await new AssetStore(app.Storage).StoreAsync(portrait.BlobName, "stranger"u8.ToArray(), analysis.MediaType, Cancelled);
        var stranger = new Person(424242, "Nobody Else") { Headshot = portrait, Titles = [id] };
        await new PeopleStore(app.Storage).ChangeAsync(stranger.Id, _ => stranger, Cancelled);
        var state = (await app.Titles.FindStateAsync(id, Cancelled))!;
        var change = new CastChange([new CastMember(state.Cast.Count + 1, stranger.Id, stranger.Name)], []);
        Assert.True(await app.Titles.TryCommitAsync(state.Row, new PartitionChanges { Cast = change }, Cancelled));
        return stranger;
    }
}
