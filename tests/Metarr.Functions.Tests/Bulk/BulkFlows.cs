using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Functions.Tests.Bulk;

public sealed class BulkFlows(LocalServices services)
{
    private static readonly int[] UnknownFilms = [4_000_001, 4_000_002];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_enriches_every_monitored_title_and_a_second_one_finds_them_fresh()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(6));
        var unmonitored = await RegisterUnmonitoredAsync(app, BulkApp.SmallFilms(7)[6]);

        var first = await app.RunBulkAsync();
        var second = await app.RunBulkAsync();

        Assert.Equal(("completed", "bulk"), (first["state"]!.GetValue<string>(), first["kind"]!.GetValue<string>()));
        Assert.Equal((6, 6, 0, 0), Figures(first));
        Assert.Equal((6, 0, 6, 0), Figures(second));
        Assert.False(first["statistics"]!["stopped"]!.GetValue<bool>());
        Assert.Equal(100, first["progress"]!["percentComplete"]!.GetValue<int>());
        foreach (var id in ids) Assert.Equal("enriched", await StatusAsync(app, id));
        Assert.Equal("discovered", await StatusAsync(app, unmonitored));
    }

    [Fact]
    public async Task While_one_runs_a_second_is_refused_with_the_running_jobs_id()
    {
        var gate = new FilmGate(passing: 0);
        await using var app = await TestApp.StartAsync(services, gate);
        await app.RegisterAsync(BulkApp.SmallFilms(4));
        var running = await app.BeginBulkAsync();

        using var refused = await app.PostAsync("v1/enrichment/bulk-run");
        gate.Open();

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal(("bulk-running", running), (problem["code"]!.GetValue<string>(), problem["jobId"]!.GetValue<string>()));
        await app.WaitAsync(running);
    }

    [Fact]
    public async Task A_cancelled_run_lets_titles_at_work_end_and_starts_no_other()
    {
        var gate = new FilmGate(passing: 1);
        await using var app = await TestApp.StartAsync(services, gate);
        await app.SetAsync(new { bulkWindow = 1 });
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(10));
        var jobId = await app.BeginBulkAsync();
        await app.WaitUntilAsync(jobId, job => job.Count("processed") >= 1);

        using var cancelled = await app.PostAsync("v1/enrichment/bulk-cancel");
        gate.Open();
        var job = await app.WaitAsync(jobId);

        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Equal((true, "It was cancelled."), Stop(job));
        Assert.InRange(job.Count("processed"), 1, 2);
        Assert.Equal(job.Count("processed"), job.Count("updated"));
        var statuses = await Task.WhenAll(ids.Select(id => StatusAsync(app, id)));
        Assert.Equal(job.Count("updated"), statuses.Count(status => status == "enriched"));
        using var again = await app.PostAsync("v1/enrichment/bulk-cancel");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task A_title_that_fails_is_named_with_its_reason_and_does_not_stop_the_run()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Bulk:PageSize", "2"));
        await app.RegisterAsync([.. BulkApp.SmallFilms(3), .. UnknownFilms]);

        var job = await app.RunBulkAsync();

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Equal((5, 3, 0, 2), Figures(job));
        Assert.Equal((false, null), Stop(job));
        var failures = job["failures"]!.AsArray().ToDictionary(failure => failure!["id"]!.GetValue<string>(), failure => failure!["reason"]!.GetValue<string>());
        Assert.Equal(UnknownFilms.Select(film => $"{film}"), failures.Keys.Order());
        Assert.All(failures.Values, reason => Assert.Contains("TMDB does not know", reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_must_be_complete_stops_at_the_first_rate_limit_and_leaves_the_title_as_it_was()
    {
        var faults = new FaultScenario();
        await using var app = await TestApp.StartAsync(services, faults, ("Providers:BackgroundRetries", "0"));
        await app.SetAsync(new { bulkWindow = 1 });
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(4));
        faults.Replace([new FaultRule
        {
            Fault = Fault.TooManyRequests, Provider = "tmdb", RetryAfter = RetryAfterForm.Seconds, RetryAfterSeconds = 90,
        }]);

        var job = await app.RunBulkAsync(new { requireComplete = true });

        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Equal((0, 0, 0, 0), Figures(job));
        var (stopped, reason) = Stop(job);
        Assert.True(stopped);
        Assert.StartsWith("tmdb asked to wait", reason, StringComparison.Ordinal);
        foreach (var id in ids) Assert.Equal("discovered", await StatusAsync(app, id));
        Assert.Equal(1, app.Simulator.Requests.Count("tmdb"));
    }

    [Fact]
    public async Task A_title_that_a_person_enriches_at_the_moment_is_skipped_not_failed()
    {
        var gate = new FilmGate(passing: 0);
        await using var app = await TestApp.StartAsync(services, gate);
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(1));
        var person = await app.BeginAsync(ids[0]);

        var job = await app.RunBulkAsync(new { force = true });
        gate.Open();

        Assert.Equal((1, 0, 1, 0), Figures(job));
        Assert.Equal("completed", (await app.WaitAsync(person))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Missing_only_takes_what_was_never_enriched_or_is_incomplete()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(3));
        await app.EnrichAsync(ids[0]);
        var completeness = (await app.GetAsync($"v1/movies/{ids[0]}"))["completeness"]!["percent"]!.GetValue<double>();

        var job = await app.RunBulkAsync(new { missingOnly = true });

        // TMDB alone leaves a film incomplete; so it is looked at, and found to be fresh.
        Assert.InRange(completeness, 1, 89.9);
        Assert.Equal((3, 2, 1, 0), Figures(job));
    }

    [Fact]
    public async Task The_status_shows_the_run_under_way_the_last_one_and_the_next_refresh()
    {
        var gate = new FilmGate(passing: 0);
        await using var app = await TestApp.StartAsync(services, gate);
        await app.RegisterAsync(BulkApp.SmallFilms(3));
        var before = await app.GetAsync("v1/enrichment/bulk-status");
        var jobId = await app.BeginBulkAsync();
        await app.WaitUntilAsync(jobId, job => job["progress"]!["current"]!.AsArray().Count > 0);
        var during = await app.GetAsync("v1/enrichment/bulk-status");
        gate.Open();
        await app.WaitAsync(jobId);
        var after = await app.GetAsync("v1/enrichment/bulk-status");

        Assert.Null(before["current"]);
        Assert.Null(before["last"]);
        Assert.True(before["nextScheduledAt"]!.GetValue<DateTimeOffset>() > DateTimeOffset.UtcNow);
        Assert.Equal(jobId, during["current"]!["id"]!.GetValue<string>());
        Assert.Equal(3, during["current"]!["progress"]!["total"]!.GetValue<int>());
        Assert.Null(after["current"]);
        Assert.Equal(jobId, after["last"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_of_several_pages_takes_every_title_once()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Bulk:PageSize", "3"));
        await app.SetAsync(new { bulkWindow = 2 });
        await app.RegisterAsync(BulkApp.SmallFilms(8));

        var job = await app.RunBulkAsync();

        Assert.Equal((8, 8, 0, 0), Figures(job));
    }

    [Fact]
    public async Task A_title_that_a_person_picks_goes_before_the_rest_of_the_run()
    {
        var gate = new FilmGate(passing: 1);
        await using var app = await TestApp.StartAsync(services, gate);
        await app.SetAsync(new { bulkWindow = 1 });
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(10));
        var jobId = await app.BeginBulkAsync();
        await WebhookSender.EventuallyAsync(() => Task.FromResult(ids.Count(gate.HasSeen) == 2 ? gate : null), "The run has not come to its second film.");
        var waiting = ids.Last(id => !gate.HasSeen(id));
        gate.Let(waiting);

        using var picked = await app.PostAsync("v1/enrichment/bulk", new { ids = new[] { waiting } });
        await app.WaitAsync((await TestApp.DataAsync(picked))["jobs"]![0]!["jobId"]!.GetValue<string>());
        var during = await app.GetAsync($"v1/jobs/{jobId}");
        gate.Open();
        var end = await app.WaitAsync(jobId);

        Assert.Equal("running", during["state"]!.GetValue<string>());
        Assert.Equal(10, end.Count("processed"));
        Assert.Equal(0, end.Count("failed"));
    }

    [Fact]
    public async Task A_body_with_a_wrong_type_is_refused_with_the_field_named()
    {
        await using var app = await TestApp.StartAsync(services);

        using var answer = await app.PostAsync("v1/enrichment/bulk-run", new { force = "yes" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("force", (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["field"]!.GetValue<string>());
    }

    private static (int Processed, int Updated, int Skipped, int Failed) Figures(JsonObject job) =>
        (job.Count("processed"), job.Count("updated"), job.Count("skipped"), job.Count("failed"));

    private static (bool Stopped, string? Reason) Stop(JsonObject job) =>
        (job["statistics"]!["stopped"]!.GetValue<bool>(), job["statistics"]!["stopReason"]?.GetValue<string>());

    private static async Task<string> StatusAsync(TestApp app, string id) =>
        (await app.GetAsync($"v1/movies/{id}"))["status"]!.GetValue<string>();

    private static async Task<string> RegisterUnmonitoredAsync(TestApp app, int tmdbId)
    {
        using var answer = await app.PostAsync("v1/movies", new { tmdbId, monitored = false });
        return (await TestApp.DataAsync(answer))["id"]!.GetValue<string>();
    }
}
