using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class QueueFlows(LocalServices services)
{
    private const string QueueSettings = "AzureFunctionsJobHost:extensions:queues:";

    private static readonly (string, string)[] OneAtATime = [(QueueSettings + "batchSize", "1"), (QueueSettings + "newBatchThreshold", "0")];
    private static readonly (string, string)[] TriedAgainAtOnce = [(QueueSettings + "visibilityTimeout", "00:00:00")];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Background_begins_no_title_while_an_urgent_one_waits()
    {
        var films = new PlainFilms { HeldBack = 1 };
        await using var app = await TestApp.StartAsync(services, films, OneAtATime);
        foreach (var id in new[] { 1, 2, 3 }) await app.RegisterAsync(id);
        await SendAsync(app, "enrich-urgent", Message(1));
        await WebhookSender.EventuallyAsync(() => Task.FromResult(films.Asked == 1 ? films : null), "The first did not begin.");
        await SendAsync(app, "enrich-urgent", Message(2));
        var background = Message(3);
        await SendAsync(app, "enrich-normal", background);

        // Its message has been taken once nobody sees it in the queue any more; and still it has not begun.
        var queue = app.Storage.Queue(Name(app, "enrich-normal"));
        await WebhookSender.EventuallyAsync(
            async () => (await queue.PeekMessagesAsync(1, Cancelled)).Value.Length == 0 ? queue : null, "The background was not taken.");
        Assert.Equal(1, films.Asked);
        Assert.Null(await new JobStore(app.Storage).FindAsync(background.Id, Cancelled));

        var opened = DateTimeOffset.UtcNow;
        films.Open();
        foreach (var id in new[] { 1, 2, 3 }) await app.WaitForTitleAsync(id, title => title.EnrichedAt is not null);

        // The second waited until the first had ended, and the background until the second was taken up.
        var job = await new JobStore(app.Storage).FindAsync(background.Id, Cancelled);
        Assert.True(job!.CreatedAt >= opened);
    }

    [Fact]
    public async Task Requests_that_come_while_a_title_is_at_work_end_in_one_run_more()
    {
        var films = new PlainFilms { HeldBack = 1 };
        await using var app = await TestApp.StartAsync(services, films);
        await app.RegisterAsync(1);
        var first = await app.BeginAsync("1", new { force = true });
        await WebhookSender.EventuallyAsync(() => Task.FromResult(films.Asked == 1 ? films : null), "The first did not begin.");
        var messages = Enumerable.Range(0, 3).Select(_ => Message(1) with { Force = true, Manual = true }).ToList();
        foreach (var message in messages) await SendAsync(app, "enrich-high", message);

        films.Open();
        await app.WaitAsync(first);
        var jobs = await Task.WhenAll(messages.Select(message => app.WaitAsync(message.Id)));

        Assert.Equal(1, jobs.Count(job => job["state"]!.GetValue<string>() == "completed"));
        Assert.Equal(2, jobs.Count(job => job["state"]!.GetValue<string>() == "skipped"));
        Assert.Equal(2, films.Asked);
    }

    [Fact]
    public async Task A_message_that_comes_twice_begins_one_run()
    {
        var films = new PlainFilms();
        await using var app = await TestApp.StartAsync(services, films);
        await app.RegisterAsync(1);
        var message = Message(1) with { Force = true };

        await SendAsync(app, "enrich-urgent", message);
        await app.WaitAsync(message.Id);
        await SendAsync(app, "enrich-urgent", message);
        await SendAsync(app, "enrich-urgent", Message(1));

        var queue = app.Storage.Queue(Name(app, "enrich-urgent"));
        await WebhookSender.EventuallyAsync(
            async () => (await queue.GetPropertiesAsync(Cancelled)).Value.ApproximateMessagesCount == 0 ? queue : null, "The queue is not empty.");
        Assert.Equal(1, films.Asked);
    }

    [Fact]
    public async Task What_a_person_picks_is_enriched_although_it_is_fresh()
    {
        var films = new PlainFilms();
        await using var app = await TestApp.StartAsync(services, films);
        foreach (var id in new[] { 1, 2 }) await app.EnrichAsync(await app.RegisterAsync(id));

        using var answer = await app.Http.PostAsJsonAsync("v1/enrichment/bulk", new { ids = new[] { "1", "2", "99", "1" } }, Cancelled);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var started = await TestApp.DataAsync(answer);
        Assert.Equal("99", Assert.Single(started["unknown"]!.AsArray())!.GetValue<string>());
        foreach (var job in started["jobs"]!.AsArray())
        {
            Assert.Equal("completed", (await app.WaitAsync(job!["jobId"]!.GetValue<string>()))["state"]!.GetValue<string>());
        }

        Assert.Equal(4, films.Asked);
    }

    [Theory]
    [InlineData("""{"ids": []}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids": ["no such id"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids": [603]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids": ["603"]}""", HttpStatusCode.NotFound)]
    public async Task A_wrong_pick_is_refused(string body, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());

        using var answer = await app.Http.PostAsync(
            new Uri("v1/enrichment/bulk", UriKind.Relative), new StringContent(body, null, "application/json"), Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_message_that_fails_five_times_is_shown_with_the_reason_and_can_be_put_back()
    {
        var films = new PlainFilms { Unknown = [4712] };
        await using var app = await TestApp.StartAsync(services, films, TriedAgainAtOnce);
        await app.SendAsync(RadarrBodies.Download(4712));

        var poisoned = await WebhookSender.EventuallyAsync(
            async () => (await app.ActivityAsync("&kind=poison")).SingleOrDefault(), "Nothing was set aside.");
        Assert.Equal(("failed", "enrich-urgent"), (WebhookSender.State(poisoned), poisoned["source"]!.GetValue<string>()));
        Assert.Contains("4712", poisoned["subject"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("TMDB does not know", poisoned["outcome"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(5, films.Asked);

        films.Unknown.Clear();
        await app.ReplayAsync(poisoned["id"]!.GetValue<string>());

        await app.WaitForTitleAsync(4712, title => title.EnrichedAt is not null);
        await app.WaitForAsync(poisoned["id"]!.GetValue<string>(), entry => WebhookSender.State(entry) is "done");
        Assert.Single(await app.ActivityAsync("&kind=poison"));
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_is_set_aside_too()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), TriedAgainAtOnce);

        await app.Storage.Queue(Name(app, "webhooks")).SendMessageAsync("no message of ours", Cancelled);

        var poisoned = await WebhookSender.EventuallyAsync(
            async () => (await app.ActivityAsync("&kind=poison")).SingleOrDefault(), "Nothing was set aside.");
        Assert.Equal(("webhooks", "no message of ours"), (poisoned["source"]!.GetValue<string>(), poisoned["subject"]!.GetValue<string>()));
        Assert.Contains("cannot be read", poisoned["outcome"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_worked_on_again_when_it_is_replayed()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        var added = await app.SendAndWaitAsync(RadarrBodies.Added(5));
        await app.SendAndWaitAsync(RadarrBodies.Deleted(5));
        Assert.NotNull((await app.FindAsync(5))!.Title.DeletedAt);

        await app.ReplayAsync(added["id"]!.GetValue<string>());

        await app.WaitForTitleAsync(5, title => title.DeletedAt is null);
        using var unknown = await app.Http.PostAsync(new Uri("v1/activity/20260101_0/replay", UriKind.Relative), null, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Activity_is_listed_newest_first_by_page_and_kind()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());
        foreach (var number in Enumerable.Range(1, 5)) await app.SendAsync($$"""{"eventType": "Health", "message": "{{number}}"}""");

        var first = await app.GetAsync("v1/activity?kind=webhook&pageSize=2");
        var second = await app.GetAsync($"v1/activity?kind=webhook&pageSize=2&after={first["next"]}");
        var third = await app.GetAsync($"v1/activity?kind=webhook&pageSize=2&after={second["next"]}");

        Assert.Equal(["5", "4", "3", "2", "1"], new[] { first, second, third }.SelectMany(Subjects));
        Assert.Null(third["next"]);
        Assert.Empty(await app.ActivityAsync("&kind=poison"));
        using var wrong = await app.Http.GetAsync(new Uri("v1/activity?kind=gossip", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static IEnumerable<string> Subjects(JsonObject page) => page["items"]!.AsArray().Select(item => item!["subject"]!.GetValue<string>());

    private static EnrichMessage Message(int id) => EnrichMessage.For(TitleId.Movie($"{id}"), "a test", DateTimeOffset.UtcNow);

    private static string Name(TestApp app, string queue) => app.Storage.Titles.Name[..^"Titles".Length].ToLowerInvariant() + "-" + queue;

    private static async Task SendAsync(TestApp app, string queue, EnrichMessage message) =>
        await app.Storage.Queue(Name(app, queue)).SendMessageAsync(StoredJson.Write(message), Cancelled);
}
