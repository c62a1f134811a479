using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Bulk;

public sealed class LiveFlows(LocalServices services)
{
    [Fact]
    public async Task A_listener_hears_how_a_bulk_run_goes_from_title_to_title()
    {
        await using var app = await TestApp.StartAsync(services);
        using var listener = await LiveListener.ConnectAsync(app);
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(2));

        var jobId = await app.BeginBulkAsync();
        var heard = await listener.HearUntilAsync(HeardAll(ids));

        var progress = heard.Where(said => said.Name == "bulk:progress").Select(said => said.Payload).ToList();
        Assert.All(progress, payload => Assert.Equal(jobId, payload["jobId"]!.GetValue<string>()));
        var end = progress.Single(payload => payload["finished"]!.GetValue<bool>());
        Assert.Equal((100, 2), (end["percentComplete"]!.GetValue<int>(), end["statistics"]!["updated"]!.GetValue<int>()));
        Assert.Equal(end["sentAt"]!.GetValue<DateTimeOffset>(), progress.Max(payload => payload["sentAt"]!.GetValue<DateTimeOffset>()));
    }

    [Fact]
    public async Task A_listener_hears_of_a_run_that_fails()
    {
        await using var app = await TestApp.StartAsync(services);
        using var listener = await LiveListener.ConnectAsync(app);
        var id = await app.RegisterAsync(4_000_001);

        var jobId = await app.BeginAsync(id);
        var heard = await listener.HearUntilAsync((name, _) => name == "job:failed");

        var failed = heard[^1].Payload;
        Assert.Equal((jobId, id), (failed["jobId"]!.GetValue<string>(), failed["id"]!.GetValue<string>()));
        Assert.NotEmpty(failed["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_live_events_runs_go_as_ever()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Live:Enabled", "false"));
        await app.RegisterAsync(BulkApp.SmallFilms(1));

        var job = await app.RunBulkAsync();

        Assert.Equal(1, job.Count("updated"));
    }

    /// <summary>A queue keeps no order: whether the end and every sort of event of every title have been heard.</summary>
    private static Func<string, JsonObject, bool> HeardAll(List<string> ids)
    {
        string[] ofTitles = ["enrichment:progress", "enrichment.complete", "entity:updated", "asset:selected"];
        var missing = ids.SelectMany(id => ofTitles, (id, name) => (name, id)).ToHashSet();
        missing.UnionWith(ids.Select(id => ("bulk:progress", id)));
        missing.Add(("bulk:progress", ""));
        return (name, payload) =>
        {
            missing.Remove((name, (payload["id"] ?? payload["currentId"])?.GetValue<string>() ?? ""));
            return missing.Count == 0;
        };
    }
}
