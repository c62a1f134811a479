using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Tests.Hosting;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Tests.Bulk;

public sealed class EndedRunsTests(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ended_orchestrations_are_forgotten_after_a_week_and_their_jobs_are_shown_as_before()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.RegisterAsync(BulkApp.SmallFilms(2));
        var bulk = await app.RunBulkAsync();
        var bulkId = bulk["id"]!.GetValue<string>();
        var single = await app.EnrichAsync(await app.RegisterAsync(BulkApp.SmallFilms(3)[2]));
        var singlePath = $"v1/jobs/{single["id"]!.GetValue<string>()}";
        await app.Durable.WaitForInstanceCompletionAsync(EnrichLibrary.InstanceId, Cancelled);
        await app.Durable.WaitForInstanceCompletionAsync(EnrichTitle.InstanceId(TitleId.Movie(single["titleId"]!.GetValue<string>())), Cancelled);
        var now = DateTimeOffset.UtcNow;

        Assert.Equal(0, await EndedRuns.PurgeAsync(app.Durable, now.AddDays(6), Cancelled));
        Assert.Equal(4, await EndedRuns.PurgeAsync(app.Durable, now.AddDays(8), Cancelled));

        Assert.Null(await app.Durable.GetInstanceAsync(EnrichLibrary.InstanceId, Cancelled));
        Assert.True(JsonNode.DeepEquals(bulk, await app.GetAsync($"v1/jobs/{bulkId}")));
        Assert.True(JsonNode.DeepEquals(single, await app.GetAsync(singlePath)));
        Assert.Equal(bulkId, (await app.GetAsync("v1/enrichment/bulk-status"))["last"]!["id"]!.GetValue<string>());
        Assert.Equal(3, (await app.RunBulkAsync(new { force = true })).Count("updated"));
    }

    [Fact]
    public async Task A_run_at_work_is_never_forgotten()
    {
        var gate = new FilmGate(passing: 1);
        await using var app = await TestApp.StartAsync(services, gate);
        await app.SetAsync(new { bulkWindow = 1 });
        await app.RegisterAsync(BulkApp.SmallFilms(3));
        var jobId = await app.BeginBulkAsync();
        await app.WaitUntilAsync(jobId, job => job.Count("processed") == 1 && job["progress"]!["current"]!.AsArray().Count > 0);

        await EndedRuns.PurgeAsync(app.Durable, DateTimeOffset.UtcNow.AddDays(8), Cancelled);
        gate.Open();

        Assert.Equal(3, (await app.WaitAsync(jobId)).Count("updated"));
    }

    [Fact]
    public async Task A_job_whose_orchestration_is_gone_before_it_wrote_its_end_is_shown_as_failed()
    {
        var gate = new FilmGate(passing: 0);
        await using var app = await TestApp.StartAsync(services, gate);
        var id = await app.RegisterAsync(BulkApp.SmallFilms(1)[0]);
        var jobId = await app.BeginAsync(id);
        await app.WaitUntilAsync(jobId, job => job["state"]!.GetValue<string>() == "running");
        var instance = EnrichTitle.InstanceId(TitleId.Movie(id));
        await app.Durable.TerminateInstanceAsync(instance, cancellation: Cancelled);
        await app.Durable.WaitForInstanceCompletionAsync(instance, Cancelled);
        await app.Durable.PurgeInstanceAsync(instance, cancellation: Cancelled);

        var job = await app.GetAsync($"v1/jobs/{jobId}");
        gate.Open();

        Assert.Equal(("failed", "The run was ended from outside."), (job["state"]!.GetValue<string>(), job["reason"]!.GetValue<string>()));
    }
}
