using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class PostScanFlows(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scanned_titles_are_enriched_and_those_that_are_fresh_or_not_monitored_are_passed_over()
    {
        var films = new PlainFilms();
        await using var app = await TestApp.StartAsync(services, films);
        foreach (var id in new[] { 1, 2, 3 }) await app.RegisterAsync(id);
        await app.EnrichAsync("2");
        using var edited = await app.Http.PatchAsJsonAsync("v1/movies/3", new { monitored = false }, Cancelled);

        var started = await ScanAsync(app, "1", "2", "3", "99");

        Assert.Equal("99", Assert.Single(started["unknown"]!.AsArray())!.GetValue<string>());
        var jobs = await Task.WhenAll(started["jobs"]!.AsArray().Select(job => app.WaitAsync(job!["jobId"]!.GetValue<string>())));
        Assert.Equal(["completed", "skipped", "skipped"], jobs.Select(job => job["state"]!.GetValue<string>()));
        Assert.Equal("The last enrichment is fresh.", jobs[1]["reason"]!.GetValue<string>());
        Assert.Equal("The title is not monitored.", jobs[2]["reason"]!.GetValue<string>());
        Assert.Equal(2, films.Asked);
    }

    [Fact]
    public async Task Scanned_titles_wait_for_what_a_person_has_picked()
    {
        const string queues = "AzureFunctionsJobHost:extensions:queues:";
        var films = new PlainFilms { HeldBack = 1 };
        await using var app = await TestApp.StartAsync(services, films, (queues + "batchSize", "1"), (queues + "newBatchThreshold", "0"));
        foreach (var id in new[] { 1, 2, 3 }) await app.RegisterAsync(id);
        using var first = await app.Http.PostAsJsonAsync("v1/enrichment/bulk", new { ids = new[] { "1" } }, Cancelled);
        await WebhookSender.EventuallyAsync(() => Task.FromResult(films.Asked == 1 ? films : null), "The first did not begin.");
        using var second = await app.Http.PostAsJsonAsync("v1/enrichment/bulk", new { ids = new[] { "2" } }, Cancelled);

        var scan = await ScanAsync(app, "3");
        var opened = DateTimeOffset.UtcNow;
        films.Open();
        foreach (var picked in new[] { first, second }) await app.WaitAsync(await JobOfAsync(picked));
        var scanned = await app.WaitAsync(scan["jobs"]![0]!["jobId"]!.GetValue<string>());

        // One at a time is worked on: the second pick waited until the first had ended, and the scan until the second was taken up.
        var took = TimeSpan.FromMilliseconds(scanned["summary"]!["milliseconds"]!.GetValue<long>());
        Assert.True((await app.FindAsync(3))!.Title.EnrichedAt!.Value - took >= opened);
    }

    [Theory]
    [InlineData("""{"ids": []}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids": [null]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids": ["603"], "force": true}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ids": ["603"]}""", HttpStatusCode.NotFound)]
    public async Task A_wrong_scan_is_refused(string body, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms());

        using var answer = await app.Http.PostAsync(
            new Uri("v1/enrichment/post-scan", UriKind.Relative), new StringContent(body, null, "application/json"), Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<string> JobOfAsync(HttpResponseMessage answer) =>
        (await TestApp.DataAsync(answer))["jobs"]![0]!["jobId"]!.GetValue<string>();

    private static async Task<JsonObject> ScanAsync(TestApp app, params string[] ids)
    {
        using var answer = await app.Http.PostAsJsonAsync("v1/enrichment/post-scan", new { ids }, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await TestApp.DataAsync(answer);
    }
}
