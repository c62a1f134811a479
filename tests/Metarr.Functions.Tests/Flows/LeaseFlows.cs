using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Bulk;
using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions.Tests.Flows;

/// <summary>Two runs of one title that begin in the same moment, before the engine knows of either.</summary>
public sealed class LeaseFlows(LocalServices services)
{
    private const string Other = "the-other-run";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_told_of_the_run_that_was_first_although_it_has_not_begun()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, leases) = await RegisterAsync(app);
        await leases.TakeAsync(id, Other, TitleLeases.StartTime, Cancelled);

        using var refused = await app.Http.PostAsJsonAsync($"v1/movies/{id.Value}/enrich", new { }, Cancelled);
        await leases.GiveBackAsync(id, Other, Cancelled);
        var job = await app.EnrichAsync(id.Value);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal(("enrichment-running", Other), (problem["code"]!.GetValue<string>(), problem["jobId"]!.GetValue<string>()));
        Assert.Equal("completed", job["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_that_was_lost_before_it_was_handed_to_the_engine_keeps_nobody_from_the_title()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, leases) = await RegisterAsync(app);
        await leases.TakeAsync(id, Other, TimeSpan.FromSeconds(1), Cancelled);

        var job = await app.EnrichAsync(id.Value);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_begins_the_run_and_all_are_told_of_it()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, _) = await RegisterAsync(app);
        var start = app.Services.GetRequiredService<EnrichmentStart>();
        var asked = Enumerable.Range(0, 8).Select(n => new EnrichRequest(id, $"run{n}", Manual: true, Force: true, RequireComplete: false));

        var told = await Task.WhenAll(asked.Select(request => start.StartOrFollowAsync(app.Durable, request, Cancelled)));

        var job = await app.WaitAsync(Assert.Single(told.Distinct()));
        Assert.Equal("completed", job["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_bulk_run_leaves_such_a_title_to_the_other_run()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, leases) = await RegisterAsync(app);
        await leases.TakeAsync(id, Other, TitleLeases.StartTime, Cancelled);

        var job = await app.RunBulkAsync();

        Assert.Equal((1, 1), (job.Count("processed"), job.Count("skipped")));
        Assert.Equal(Other, (await app.Titles.GetAsync(id, Cancelled)).Lease?.JobId);
    }

    [Fact]
    public async Task A_message_waits_until_the_title_is_free()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, leases) = await RegisterAsync(app);
        await leases.TakeAsync(id, Other, TitleLeases.StartTime, Cancelled);
        var message = EnrichMessage.For(id, "test", DateTimeOffset.UtcNow);

        await app.Services.GetRequiredService<WorkQueues>().SendAsync(EnrichPriority.Urgent, message, TimeSpan.Zero, Cancelled);
        await SeenAsync(app, message);
        await leases.GiveBackAsync(id, Other, Cancelled);
        var job = await app.WaitAsync(message.Id);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_that_is_not_needed_gives_the_title_back()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, _) = await RegisterAsync(app);
        await app.EnrichAsync(id.Value);
        var fresh = new EnrichRequest(id, "again", Manual: true, Force: false, RequireComplete: false);

        var begun = await app.Services.GetRequiredService<EnrichmentStart>().StartAsync(app.Durable, fresh, Cancelled);
        var again = await app.WaitAsync(begun);

        Assert.Equal("skipped", again["state"]!.GetValue<string>());
        Assert.Null((await app.Titles.GetAsync(id, Cancelled)).Lease);
    }

    [Fact]
    public async Task A_run_that_would_do_nothing_is_told_so_and_never_begins()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, _) = await RegisterAsync(app);
        await app.EnrichAsync(id.Value);
        var before = await app.Titles.GetAsync(id, Cancelled);

        var again = await app.EnrichAsync(id.Value);

        Assert.Equal("skipped", again["state"]!.GetValue<string>());
        Assert.Contains("counts as fresh", again["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(before.ETag, (await app.Titles.GetAsync(id, Cancelled)).ETag);
    }

    [Fact]
    public async Task A_lease_that_has_run_out_keeps_nobody_from_the_title()
    {
        await using var app = await TestApp.StartAsync(services);
        var (id, leases) = await RegisterAsync(app);
        await leases.TakeAsync(id, Other, TimeSpan.Zero, Cancelled);

        var job = await app.EnrichAsync(id.Value);

        Assert.Equal("completed", job["state"]!.GetValue<string>());
    }

    private static async Task<(TitleId Id, TitleLeases Leases)> RegisterAsync(TestApp app)
    {
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(1));
        return (TitleId.Movie(ids[0]), app.Services.GetRequiredService<TitleLeases>());
    }

    /// <summary>Waits until the queue's listener has taken the message up.</summary>
    private static async Task SeenAsync(TestApp app, EnrichMessage message)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (await timer.WaitForNextTickAsync(Cancelled))
        {
            using var answer = await app.Http.GetAsync(new Uri($"v1/jobs/{message.Id}", UriKind.Relative), Cancelled);
            if (answer.IsSuccessStatusCode) return;
        }
    }
}
