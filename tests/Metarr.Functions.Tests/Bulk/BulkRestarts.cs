using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.Hosting;

namespace Metarr.Functions.Tests.Bulk;

public sealed class BulkRestarts(LocalServices services)
{
    [Fact]
    public async Task A_run_goes_on_where_it_was_when_the_app_is_started_again()
    {
        var name = "r" + Guid.NewGuid().ToString("N")[..12];
        (string Key, string Value)[] settings =
        [
            ("Storage:Prefix", name), ("LocalRuntime:DataDirectory", Path.Combine(services.Folder, name)), ("Downloads:Retries", "0"),
        ];
        string jobId;
        int before;
        var gate = new FilmGate(passing: 5);
        await using (var first = await TestApp.StartAsync(services, gate, settings))
        {
            await first.SetAsync(new { bulkWindow = 2 });
            await first.RegisterAsync(BulkApp.SmallFilms(12));
            jobId = await first.BeginBulkAsync();
            before = (await first.WaitUntilAsync(jobId, job => job.Count("processed") >= 3)).Count("processed");

            // What is at work is finished before the app has stopped.
            first.Part<IHostApplicationLifetime>().ApplicationStopping.Register(gate.Open);
        }

        await using var second = await TestApp.StartAsync(services, null, settings);
        var job = await second.WaitAsync(jobId);

        Assert.InRange(before, 3, 5);
        Assert.Equal("completed", job["state"]!.GetValue<string>());
        Assert.Equal((12, 12, 0), (job.Count("processed"), job.Count("updated"), job.Count("failed")));
        var statistics = await second.GetAsync("v1/movies/enrichment/stats");
        Assert.Equal(12, statistics["total"]!.GetValue<int>());
    }
}
