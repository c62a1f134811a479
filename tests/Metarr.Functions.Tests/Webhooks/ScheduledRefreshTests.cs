using Metarr.Functions.Queues;
using Metarr.Functions.Tests.Bulk;
using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class ScheduledRefreshTests(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refresh_by_bulk_run_enriches_the_library_and_asks_for_complete_titles()
    {
        // The schedule is years away: the test begins the refresh, not the clock.
        await using var app = await TestApp.StartAsync(services, null, ("Refresh:Mode", "bulk"), ("RefreshSchedule", "0 0 4 29 2 *"));
        await app.RegisterAsync(BulkApp.SmallFilms(2));

        await app.Part<ScheduledRefresh>().RunAsync(app.Durable, Cancelled);

        var status = await app.GetAsync("v1/enrichment/bulk-status");
        var jobId = (status["current"] ?? status["last"])!["id"]!.GetValue<string>();
        var job = await app.WaitAsync(jobId);
        Assert.True(job["request"]!["requireComplete"]!.GetValue<bool>());
        Assert.Equal(2, job.Count("updated"));
        var next = status["nextScheduledAt"]!.GetValue<DateTimeOffset>();
        Assert.Equal((2, 29, 4), (next.Month, next.Day, next.Hour));
    }

    [Fact]
    public async Task A_refresh_that_is_switched_off_begins_nothing_and_is_not_announced()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Refresh:Mode", "off"));
        await app.RegisterAsync(BulkApp.SmallFilms(1));

        await app.Part<ScheduledRefresh>().RunAsync(app.Durable, Cancelled);

        var status = await app.GetAsync("v1/enrichment/bulk-status");
        Assert.Null(status["current"]);
        Assert.Null(status["last"]);
        Assert.Null(status["nextScheduledAt"]);
    }

    [Theory]
    [InlineData(null, RefreshMode.Queue)]
    [InlineData("", RefreshMode.Queue)]
    [InlineData("Bulk", RefreshMode.Bulk)]
    [InlineData("off", RefreshMode.Off)]
    public void The_way_of_refreshing_is_a_setting(string? text, RefreshMode expected) => Assert.Equal(expected, Options(text).Mode);

    [Theory]
    [InlineData("sometimes")]
    [InlineData("7")]
    public void A_way_of_refreshing_that_there_is_not_is_refused_with_those_there_are(string text) =>
        Assert.Contains("queue, bulk or off", Assert.Throws<InvalidOperationException>(() => Options(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, 360)]
    [InlineData("", 360)]
    [InlineData("0", 0)]
    [InlineData("8640", 8640)]
    public void Over_how_long_a_refresh_is_spread_is_a_setting(string? text, int expected) =>
        Assert.Equal(TimeSpan.FromMinutes(expected), Options(mode: null, text).Spread);

    [Theory]
    [InlineData("an hour")]
    [InlineData("-1")]
    [InlineData("8641")]
    public void A_spread_that_no_queue_can_wait_is_refused_with_what_can_be(string text) => Assert.Contains(
        "from 0 to 8640", Assert.Throws<InvalidOperationException>(() => Options(mode: null, text)).Message, StringComparison.Ordinal);

    private static RefreshOptions Options(string? mode, string? spread = null) => RefreshOptions.From(
        new ConfigurationBuilder()
            .AddInMemoryCollection([new("Refresh:Mode", mode), new("Refresh:SpreadMinutes", spread), new("RefreshSchedule", "0 0 4 * * 0")])
            .Build());
}
