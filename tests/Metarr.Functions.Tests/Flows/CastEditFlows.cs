using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Flows;

/// <summary>How people edit who plays in a film, and what runs leave alone then.</summary>
public sealed class CastEditFlows(LocalServices services)
{
    private static readonly int Film = BundledLibrary.Films[0].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edited_role_and_order_survive_a_forced_run_until_their_locks_are_taken_away()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var told = People(await app.GetAsync($"v1/movies/{id}/cast"));
        var last = told[^1].Person;

        var edited = await app.DoAsync(HttpMethod.Patch, $"v1/movies/{id}/cast/{last}", new { character = "the Lead", order = 1 });
        await app.EnrichAsync(id, new { force = true });

        var kept = await app.GetAsync($"v1/movies/{id}/cast");
        Assert.Equal([(last, "the Lead"), .. told.SkipLast(1)], People(kept));
        Assert.Equal(People(edited), People(kept));
        Assert.True(kept["orderLocked"]!.GetValue<bool>());
        Assert.Equal([last], kept["lockedCharacters"]!.AsArray().Select(person => person!.GetValue<int>()));
        Assert.Equal(People(kept), People(await app.GetAsync($"v1/movies/{id}")));

        await app.DoAsync(HttpMethod.Delete, $"v1/movies/{id}/locks/cast.order");
        await app.EnrichAsync(id, new { force = true });
        Assert.Equal([.. told.SkipLast(1), (last, "the Lead")], People(await app.GetAsync($"v1/movies/{id}/cast")));

        await app.DoAsync(HttpMethod.Delete, $"v1/movies/{id}/locks/cast.{last}");
        await app.EnrichAsync(id, new { force = true });
        Assert.Equal(told, People(await app.GetAsync($"v1/movies/{id}/cast")));
    }

    [Fact]
    public async Task A_role_that_is_locked_without_an_edit_is_kept_too()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var person = People(await app.GetAsync($"v1/movies/{id}/cast"))[2].Person;

        var locked = await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/locks/cast.{person}");
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id}/locks/cast");

        Assert.Equal([$"cast.{person}"], locked["lockedFields"]!.AsArray().Select(name => name!.GetValue<string>()));
        var cast = await app.GetAsync($"v1/movies/{id}/cast");
        Assert.Equal((true, false), (cast["locked"]!.GetValue<bool>(), cast["orderLocked"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("""{"order": 99}""", "order")]
    [InlineData("""{"order": "1"}""", "order")]
    [InlineData("""{"character": ["x"]}""", "character")]
    [InlineData("""{"character": "\ud800"}""", "character")]
    [InlineData("""{"character": "kept?", "name": "x"}""", "name")]
    public async Task A_wrong_edit_is_refused_with_its_field_and_nothing_changes(string body, string field)
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);
        await app.EnrichAsync(id);
        var before = await app.GetAsync($"v1/movies/{id}/cast");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var address = new Uri($"v1/movies/{id}/cast/{People(before)[0].Person}", UriKind.Relative);

        var problem = await app.Http.PatchAsync(address, content, Cancelled).AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["field"]!.GetValue<string>());
        Assert.Equal(before.ToJsonString(), (await app.GetAsync($"v1/movies/{id}/cast")).ToJsonString());
    }

    [Fact]
    public async Task A_place_beyond_the_last_is_refused()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(Film);

        await app.SendAsync(HttpMethod.Patch, $"v1/movies/{id}/cast/1", new { order = 1 }).AssertRefusedAsync(HttpStatusCode.NotFound, "cast-member-not-found");
        await app.EnrichAsync(id);
        var cast = People(await app.GetAsync($"v1/movies/{id}/cast"));
        await app.SendAsync(HttpMethod.Patch, $"v1/movies/{id}/cast/{cast[0].Person}", new { order = cast.Count + 1 })
            .AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("GET", "v1/movies/404/cast", "movie-not-found")]
    [InlineData("PATCH", "v1/movies/404/cast/1", "movie-not-found")]
    [InlineData("PATCH", "v1/movies/900001/cast/someone", "cast-member-not-found")]
    [InlineData("PATCH", "v1/movies/900001/cast/99999999999", "cast-member-not-found")]
    [InlineData("PUT", "v1/movies/900001/locks/cast.1", "cast-member-not-found")]
    [InlineData("PUT", "v1/movies/900001/locks/cast.someone", "lock-not-found")]
    public async Task Who_is_not_there_is_told_so(string method, string path, string code)
    {
        await using var app = await TestApp.StartAsync(services);
        await app.RegisterAsync(900001);

        await app.SendAsync(new HttpMethod(method), path, method is "PATCH" ? new { character = "x" } : null).AssertRefusedAsync(HttpStatusCode.NotFound, code);
    }

    private static List<(int Person, string? Role)> People(JsonObject movie) =>
        [.. movie["cast"]!.AsArray().Select(member => (member!["personId"]!.GetValue<int>(), member["character"]?.GetValue<string>()))];
}
