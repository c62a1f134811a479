using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Triggers;
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
        var changed = title with { Monitored = false };
        var tag = TitleVersion.Of(title).Tag;

        Assert.True(Condition(null).Allows(title));
        Assert.True(Condition("*").Allows(title));
        Assert.True(Condition(tag).Allows(title));
        Assert.True(Condition($"\"other\", {tag}").Allows(title));
        Assert.False(Condition(tag).Allows(changed));
        Assert.False(Condition($"W/{tag}").Allows(title));
        Assert.False(Condition("not a tag").Allows(title));
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
        return EditCondition.Of(context.Request);
    }

    private static async Task<HttpStatusCode> EditAsync(TestApp app, TitleId id, EntityTagHeaderValue seen, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"v1/movies/{id.Value}") { Content = JsonContent.Create(new { title }) };
        request.Headers.IfMatch.Add(seen);
        using var answer = await app.Http.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    private static async Task<EntityTagHeaderValue> TagAsync(TestApp app, TitleId id)
    {
        using var answer = await app.Http.GetAsync(new Uri($"v1/movies/{id.Value}", UriKind.Relative), Cancelled);
        return answer.Headers.ETag!;
    }

    private static async Task<string> TraceAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["traceId"]!.GetValue<string>();
}
