using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Triggers;
using Metarr.ProviderSimulator.Library;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Surface;

public sealed class VersionFlows(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tag_of_a_movie_stays_while_runs_come_and_go_and_changes_with_what_people_edit()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(603));
        var first = await TagAsync(app, id);

        var row = await app.Titles.GetAsync(id, Cancelled);
        Assert.True(await app.Titles.TryReplaceAsync(row with { Lease = new TitleLease("job", DateTimeOffset.UtcNow) }, Cancelled));
        Assert.Equal(first, await TagAsync(app, id));

        row = await app.Titles.GetAsync(id, Cancelled);
        Assert.True(await app.Titles.TryReplaceAsync(row with { Title = row.Title with { LockedFields = ["plot"] } }, Cancelled));
        Assert.NotEqual(first, await TagAsync(app, id));
    }

    [Fact]
    public void An_edit_is_allowed_without_a_condition_with_any_and_with_the_very_tag_that_was_read()
    {
        var title = new Title(TitleId.Movie("603"), new ExternalIds(603));
        var seen = new TitleState(new TitleRow(title), [], []);
        var edited = seen with { Row = new TitleRow(title with { Monitored = false }) };
        var recast = seen with { Cast = [new CastMember(1, 6384, "Someone")] };
        var rechosen = seen with { Choices = [new TypeChoice(AssetType.Poster, [], SelectedBy.User, DateTimeOffset.UnixEpoch)] };
        var tag = TitleVersion.Of(seen).Tag;

        Assert.True(Condition(null).Allows(seen));
        Assert.True(Condition("*").Allows(seen));
        Assert.True(Condition(tag).Allows(seen));
        Assert.True(Condition($"\"other\", {tag}").Allows(seen));
        Assert.All([edited, recast, rechosen], changed => Assert.False(Condition(tag).Allows(changed)));
        Assert.False(Condition($"W/{tag}").Allows(seen));
        Assert.False(Condition("not a tag").Allows(seen));
    }

    [Fact]
    public async Task An_edit_of_what_has_changed_meanwhile_is_refused_and_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(603));
        var seen = await TagAsync(app, id);

        var first = await EditAsync(app, id, seen, "first");
        var second = await EditAsync(app, id, seen, "second");
        var third = await EditAsync(app, id, await TagAsync(app, id), "third");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK), (first, second, third));
        Assert.Equal("third", (await app.GetAsync($"v1/movies/{id.Value}"))["metadata"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_many_edits_of_one_version_at_once_one_is_made()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(603));
        var seen = await TagAsync(app, id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => EditAsync(app, id, seen, $"title {number}")));

        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(status => status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Every_edit_of_a_movie_that_has_changed_meanwhile_is_refused_and_changes_nothing()
    {
        await using var app = await TestApp.StartAsync(services);
        var film = BundledLibrary.Films[1].TmdbId;
        var id = TitleId.Movie(await app.RegisterAsync(film));
        await app.EnrichAsync(id.Value);
        var edits = await EditsAsync(app, id);
        var seen = await TagAsync(app, id);
        await app.DoAsync(HttpMethod.Put, $"v1/movies/{id.Value}/locks/tagline");
        var current = await TagAsync(app, id);

        foreach (var (method, path, body) in edits)
        {
            using var answer = await SendAsync(app, method, path, body, seen);
            Assert.True(answer.StatusCode is HttpStatusCode.PreconditionFailed, $"{method} {path}: {answer.StatusCode}");
            Assert.Equal(current, await TagAsync(app, id));
        }
    }

    [Fact]
    public async Task Every_edit_of_what_was_read_is_made_and_tells_the_new_version()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = TitleId.Movie(await app.RegisterAsync(BundledLibrary.Films[1].TmdbId));
        await app.EnrichAsync(id.Value);
        string[] reads = [$"v1/movies/{id.Value}", $"v1/movies/{id.Value}/assets", $"v1/movies/{id.Value}/cast"];
        var at = 0;
        foreach (var (method, path, body) in await EditsAsync(app, id))
        {
            var seen = await TagAsync(app, reads[at++ % reads.Length]);
            using var answer = await SendAsync(app, method, path, body, seen);
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {await answer.Content.ReadAsStringAsync(Cancelled)}");
            if (method == HttpMethod.Delete && path == reads[0]) continue;
            Assert.NotEqual(seen, answer.Headers.ETag);
            foreach (var read in reads) Assert.Equal(answer.Headers.ETag, await TagAsync(app, read));
        }
    }

    /// <summary>Every way in which a person edits a movie, each with an effect, the last of all removing it.</summary>
    private static async Task<IReadOnlyList<(HttpMethod Method, string Path, object? Body)>> EditsAsync(TestApp app, TitleId id)
    {
        var movie = $"v1/movies/{id.Value}";
        var posters = await app.KeysAsync(id.Value);
        var person = (await app.GetAsync($"{movie}/cast"))["cast"]![1]!["personId"]!.GetValue<int>();
        return
        [
            (HttpMethod.Patch, movie, new { title = "Mine" }),
            (HttpMethod.Put, $"{movie}/locks/plot", null),
            (HttpMethod.Delete, $"{movie}/locks/plot", null),
            (HttpMethod.Put, $"{movie}/locks/fanart", null),
            (HttpMethod.Delete, $"{movie}/locks/fanart", null),
            (HttpMethod.Patch, $"{movie}/cast/{person}", new { character = "Mine" }),
            (HttpMethod.Put, $"{movie}/assets/poster/selection", new { keys = posters.Take(1) }),
            (HttpMethod.Post, $"{movie}/assets/poster", await app.PictureAsync(BundledLibrary.Films[4].TmdbId)),
            (HttpMethod.Post, $"{movie}/assets/poster/restore", null),
            (HttpMethod.Delete, movie, null),
        ];
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestApp app, HttpMethod method, string path, object? body, EntityTagHeaderValue seen)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            byte[] file => new ByteArrayContent(file),
            null => null,
            _ => JsonContent.Create(body),
        };
        request.Headers.IfMatch.Add(seen);
        return await app.Http.SendAsync(request, Cancelled);
    }

    [Fact]
    public async Task Every_problem_tells_the_trace_that_the_caller_began()
    {
        await using var app = await TestApp.StartAsync(services);
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/movies/404404");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var traced = await app.Http.SendAsync(request, Cancelled);
        using var untraced = await app.Http.GetAsync(new Uri("v1/jobs/404404", UriKind.Relative), Cancelled);

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", await TraceAsync(traced));
        Assert.False(string.IsNullOrWhiteSpace(await TraceAsync(untraced)));
    }

    private static EditCondition Condition(string? header)
    {
        var context = new DefaultHttpContext();
        if (header is not null) context.Request.Headers.IfMatch = header;
        return context.Request.Condition();
    }

    private static async Task<HttpStatusCode> EditAsync(TestApp app, TitleId id, EntityTagHeaderValue seen, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"v1/movies/{id.Value}") { Content = JsonContent.Create(new { title }) };
        request.Headers.IfMatch.Add(seen);
        using var answer = await app.Http.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    private static Task<EntityTagHeaderValue> TagAsync(TestApp app, TitleId id) => TagAsync(app, $"v1/movies/{id.Value}");

    private static async Task<EntityTagHeaderValue> TagAsync(TestApp app, string path)
    {
        using var answer = await app.Http.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        return answer.Headers.ETag!;
    }

    private static async Task<string> TraceAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["traceId"]!.GetValue<string>();
}
