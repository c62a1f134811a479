using System.Text.Json.Nodes;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;
using Person = Metarr.Functions.Storage.Person;

namespace Metarr.Functions.Tests.Flows;

public sealed class CastFlows(LocalServices services)
{
    private static readonly int FirstFilm = BundledLibrary.Films[0].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cast_is_shown_in_order_with_roles_and_portraits_that_are_served()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(FirstFilm);

        var job = await app.EnrichAsync(id);

        var told = await ToldAsync(app, FirstFilm);
        var movie = await app.GetAsync($"v1/movies/{id}");
        var cast = movie["cast"]!.AsArray();
        Assert.Equal(told.Select(member => member["id"]!.GetValue<int>()), cast.Select(member => member!["personId"]!.GetValue<int>()));
        Assert.Equal(told.Select(member => member["name"]!.GetValue<string>()), cast.Select(member => member!["name"]!.GetValue<string>()));
        Assert.Equal(told.Select(Role), cast.Select(member => member!["character"]?.GetValue<string>()));
        Assert.Equal(Enumerable.Range(1, CastMember.MostPerTitle), cast.Select(member => member!["order"]!.GetValue<int>()));
        Assert.Equal("tmdb", movie["sources"]!["cast"]!.GetValue<string>());

        var withPortrait = told.Count(member => member["profile_path"] is not null);
        Assert.InRange(withPortrait, 1, CastMember.MostPerTitle);
        foreach (var member in cast.Where(member => member!["portraitUrl"] is not null))
        {
            var bytes = await app.Http.GetByteArrayAsync(new Uri($"v1/assets/{member!["headshot"]}", UriKind.Relative), Cancelled);
            Assert.Equal(member["headshot"]!.GetValue<string>(), Sha256Hash.Of(bytes).ToString());
        }

        Assert.Equal(
            new CastSummary(CastMember.MostPerTitle, withPortrait, withPortrait, 0), Summary(job));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task Who_plays_in_several_films_is_downloaded_once_for_all_though_they_are_enriched_at_once()
    {
        await using var app = await TestApp.StartAsync(services);
        var films = BundledLibrary.Films.Take(6).Select(film => film.TmdbId).ToList();
        var ids = await Task.WhenAll(films.Select(app.RegisterAsync));

        var jobs = await Task.WhenAll(ids.Select(id => app.EnrichAsync(id)));

        var portraits = new List<string>();
        foreach (var film in films)
        {
            portraits.AddRange((await ToldAsync(app, film)).Select(member => member["profile_path"]?.GetValue<string>()).OfType<string>());
        }

        Assert.NotEqual(portraits.Count, portraits.Distinct().Count());
        Assert.Equal(portraits.Distinct().Count(), jobs.Sum(job => Summary(job).Downloaded));
        Assert.Equal(portraits.Distinct().Count(), await CountHeadshotsAsync(app));
        await StorageAudit.AssertSoundAsync(app.Storage, [.. ids.Select(TitleId.Movie)]);
    }

    [Fact]
    public async Task A_second_run_writes_no_person_and_downloads_no_portrait()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(FirstFilm);
        await app.EnrichAsync(id);
        var before = await VersionsAsync(app, TitleId.Movie(id));
        app.Simulator.Requests.Reset();

        var again = await app.EnrichAsync(id, new { force = true });

        Assert.Equal(0, app.Simulator.Requests.Count("tmdb-images"));
        Assert.Equal(0, Summary(again).Downloaded);
        Assert.Equal(before, await VersionsAsync(app, TitleId.Movie(id)));
    }

    [Fact]
    public async Task Portraits_that_cannot_be_had_do_not_fail_the_title_and_are_tried_again_only_when_it_may_help()
    {
        var portraits = new NoPortraits();
        await using var app = await TestApp.StartAsync(services, portraits);
        portraits.Paths = (await ToldAsync(app, FirstFilm)).Select(member => member["profile_path"]?.GetValue<string>()).OfType<string>().ToHashSet();
        portraits.Status = StatusCodes.Status404NotFound;
        var id = await app.RegisterAsync(FirstFilm);

        var job = await app.EnrichAsync(id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Equal(new CastSummary(CastMember.MostPerTitle, 0, 0, portraits.Paths.Count), Summary(job));
        Assert.All((await app.GetAsync($"v1/movies/{id}"))["cast"]!.AsArray(), member => Assert.Null(member!["headshot"]));

        portraits.Status = null;
        var again = await app.EnrichAsync(id, new { force = true });
        Assert.Equal(new CastSummary(CastMember.MostPerTitle, 0, 0, 0), Summary(again));
        await StorageAudit.AssertSoundAsync(app.Storage, [TitleId.Movie(id)]);
    }

    [Fact]
    public async Task A_portrait_that_was_unavailable_is_fetched_by_the_next_run()
    {
        var portraits = new NoPortraits();
        await using var app = await TestApp.StartAsync(services, portraits, ("Downloads:Retries", "0"));
        portraits.Paths = (await ToldAsync(app, FirstFilm)).Select(member => member["profile_path"]?.GetValue<string>()).OfType<string>().Take(1).ToHashSet();
        portraits.Status = StatusCodes.Status503ServiceUnavailable;
        var id = await app.RegisterAsync(FirstFilm);
        Assert.Equal(1, Summary(await app.EnrichAsync(id)).Failed);

        portraits.Status = null;
        var again = Summary(await app.EnrichAsync(id, new { force = true }));

        Assert.Equal((1, 0), (again.Downloaded, again.Failed));
    }

    [Fact]
    public async Task A_new_portrait_takes_the_place_of_the_old_one_whose_file_is_let_go()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(FirstFilm));
        await app.EnrichAsync(id.Value);
        var before = await SomeoneAsync(app, id);
        var old = await PretendOlderPortraitAsync(app, before);

        var job = await app.EnrichAsync(id.Value, new { force = true });

        Assert.Equal(1, Summary(job).Downloaded);
        var after = await SomeoneAsync(app, id);
        Assert.Equal(before.Headshot! with { StoredAt = after.Headshot!.StoredAt }, after.Headshot);
        Assert.Empty(await new AssetRefStore(app.Storage).FindAsync(old.Analysis.Sha256, Cancelled));
        Assert.False((await app.Storage.Assets.GetBlobClient(old.BlobName).ExistsAsync(Cancelled)).Value);
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_portrait_that_another_run_fetches_is_left_to_it_until_that_run_counts_as_lost()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(FirstFilm));
        await app.EnrichAsync(id.Value);
        var store = new PeopleStore(app.Storage);
        var person = await SomeoneAsync(app, id);
        await ChangeAsync(store, person.Id, known => known with { Headshot = null, Lease = new HeadshotLease("other", DateTimeOffset.UtcNow.AddHours(1)) });

        var early = Summary(await app.EnrichAsync(id.Value, new { force = true }));
        await ChangeAsync(store, person.Id, known => known with { Lease = new HeadshotLease("other", DateTimeOffset.UtcNow.AddHours(-1)) });
        var late = Summary(await app.EnrichAsync(id.Value, new { force = true }));

        Assert.Equal((0, 0), (early.Downloaded, early.Failed));
        Assert.Equal((1, early.Headshots + 1), (late.Downloaded, late.Headshots));
        await StorageAudit.AssertSoundAsync(app.Storage, [id]);
    }

    [Fact]
    public async Task A_locked_cast_keeps_its_members_their_order_and_their_roles()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(FirstFilm));
        await app.EnrichAsync(id.Value);
        var row = await app.Titles.GetAsync(id, Cancelled);
        var told = (await app.Titles.FindStateAsync(id, Cancelled))!.Cast;
        EquatableList<CastMember> chosen =
            [told[4] with { Order = 1, Character = "the Lead" }, told[0] with { Order = 2 }];
        var locked = row with { Title = row.Title with { LockedFields = [CastMerge.LockName] } };
        Assert.True(await app.Titles.TryCommitAsync(locked, new PartitionChanges { Cast = CastChange.Between(told, chosen) }, Cancelled));

        var job = await app.EnrichAsync(id.Value, new { force = true });

        Assert.Equal(chosen, (await app.Titles.FindStateAsync(id, Cancelled))!.Cast);
        Assert.Equal(2, Summary(job).People);
    }

    /// <summary>The first of a title's cast with a portrait.</summary>
    private static async Task<Person> SomeoneAsync(TestApp app, TitleId id)
    {
        var cast = (await app.Titles.FindStateAsync(id, Cancelled))!.Cast;
        var known = await new PeopleStore(app.Storage).FindAsync(cast.Select(member => member.PersonId), Cancelled);
        return cast.Select(member => known[member.PersonId]).First(person => person.PortraitUrl is not null);
    }

    /// <summary>Makes it look as if the portrait that is kept were an older one.</summary>
    private static async Task<Headshot> PretendOlderPortraitAsync(TestApp app, Person person)
    {
        var current = person.Headshot!;
        var analysis = current.Analysis with { Sha256 = Sha256Hash.Of("old"u8), Bytes = 3 };
        var old = current with
        {
            BlobName = AssetStore.BlobName(Headshot.Type, analysis), Analysis = analysis, Source = new Uri(current.Source, "/t/p/original/older.jpg"),
        };
        var refs = new AssetRefStore(app.Storage);
        var user = AssetUser.Person(person.Id);
        await refs.AddAsync(new AssetRef(analysis.Sha256, user, Headshot.Type, old.BlobName, analysis.MediaType), Cancelled);
        await new AssetStore(app.Storage).StoreAsync(old.BlobName, "old"u8.ToArray(), analysis.MediaType, Cancelled);
        await ChangeAsync(new PeopleStore(app.Storage), person.Id, known => known with { Headshot = old });
        return old;
    }

    private static async Task ChangeAsync(PeopleStore store, int personId, Func<Person, Person> change) =>
        await store.ChangeAsync(personId, known => change(known!), Cancelled);

    private static string? Role(JsonObject member) =>
        member["character"]?.GetValue<string>() is { Length: > 0 } role ? role : null;

    private static CastSummary Summary(JsonObject job)
    {
        var cast = job["summary"]!["cast"]!;
        return new CastSummary(
            cast["people"]!.GetValue<int>(), cast["headshots"]!.GetValue<int>(), cast["downloaded"]!.GetValue<int>(), cast["failed"]!.GetValue<int>());
    }

    /// <summary>The top of the cast as the provider sends it.</summary>
    private static async Task<List<JsonObject>> ToldAsync(TestApp app, int film)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", app.Simulator.Options.TmdbReadToken);
        var body = JsonNode.Parse(await http.GetStringAsync(new Uri(app.Simulator.TmdbApi, $"movie/{film}/credits"), Cancelled))!;
        return [.. body["cast"]!.AsArray().Select(member => member!.AsObject()).OrderBy(member => member["order"]!.GetValue<int>()).Take(CastMember.MostPerTitle)];
    }

    private static async Task<int> CountHeadshotsAsync(TestApp app)
    {
        var count = 0;
        await foreach (var _ in app.Storage.Assets.GetBlobsAsync(prefix: "actor_thumb/", cancellationToken: Cancelled)) count++;
        return count;
    }

    private static async Task<SortedDictionary<string, string>> VersionsAsync(TestApp app, TitleId id)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in app.Storage.People.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancelled))
        {
            versions[$"person {row.PartitionKey}"] = row.ETag.ToString();
        }

        var filter = $"PartitionKey eq '{id}' and RowKey ge 'cast:' and RowKey lt 'cast;'";
        await foreach (var row in app.Storage.Titles.QueryAsync<Azure.Data.Tables.TableEntity>(filter, cancellationToken: Cancelled))
        {
            versions[row.RowKey] = row.ETag.ToString();
        }

        Assert.Equal(2 * CastMember.MostPerTitle, versions.Count);
        return versions;
    }

    /// <summary>Refuses certain images.</summary>
    private sealed class NoPortraits : IFaultSource
    {
        public HashSet<string> Paths { get; set; } = [];

        public int? Status { get; set; }

        public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
        {
            if (Status is not { } status || !Paths.Contains("/" + Path.GetFileName(context.Request.Path.Value)!)) return next(context);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }
    }
}
