using Metarr.Functions.Tests.Choosing;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Quotas;

public sealed class SharedQuotas(LocalServices services)
{
    private readonly string prefix = "q" + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task A_provider_that_asked_one_instance_to_wait_is_left_alone_by_the_others()
    {
        await using var one = await StartAsync(new FaultScenario([Limit("tmdb")]));
        await using var other = await StartAsync(new FaultScenario());

        var limited = await EnrichAsync(one, 0);
        var spared = await EnrichAsync(other, 1);

        Assert.Equal(["tmdb"], RateLimited(limited));
        Assert.Equal(["tmdb"], RateLimited(spared));
        Assert.Equal(0, other.Simulator.Requests.Count("tmdb"));
        Assert.True(other.Simulator.Requests.Count("fanart") > 0);
        var status = await StatusAsync(other, "tmdb");
        Assert.InRange(status["quota"]!["closedUntil"]!.GetValue<DateTimeOffset>(), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        Assert.Equal(0, status["quota"]!["available"]!.GetValue<int>());
        Assert.Equal("rateLimited", status["lastFetch"]!["outcome"]!.GetValue<string>());
        Assert.Equal("closed", status["breaker"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_limit_per_day_survives_a_restart()
    {
        // At noon, so that the day does not end in the middle of the test.
        var time = new LaterClock(DateTimeOffset.UtcNow.Date.AddHours(12) - DateTimeOffset.UtcNow);
        await using (var before = await StartAsync(new FaultScenario(), time, ("Providers:Omdb:CallsPerDay", "1")))
        {
            Assert.Empty(RateLimited(await EnrichAsync(before, 0)));
        }

        await using var after = await StartAsync(new FaultScenario(), time, ("Providers:Omdb:CallsPerDay", "1"));
        var job = await EnrichAsync(after, 1);

        Assert.Equal(["omdb"], RateLimited(job));
        Assert.True(job["summary"]!["partial"]!.GetValue<bool>());
        Assert.Equal(0, after.Simulator.Requests.Count("omdb"));
        var quota = (await StatusAsync(after, "omdb"))["quota"]!;
        Assert.Equal((1, 1), (quota["perDay"]!.GetValue<int>(), quota["usedToday"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_provider_that_failed_five_times_is_left_alone_by_every_instance()
    {
        var down = new FaultRule { Fault = Fault.InternalError, Provider = "fanart" };
        await using var one = await StartAsync(new FaultScenario([down]));
        await using var other = await StartAsync(new FaultScenario());

        for (var film = 0; film < 5; film++) Assert.True((await EnrichAsync(one, film))["summary"]!["partial"]!.GetValue<bool>());
        await EnrichAsync(other, 5);

        Assert.Equal(0, other.Simulator.Requests.Count("fanart"));
        var status = await StatusAsync(other, "fanart");
        Assert.Equal("open", status["breaker"]!["state"]!.GetValue<string>());
        Assert.Equal("unavailable", status["lastFetch"]!["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_that_must_be_complete_asks_nobody_else_once_the_first_is_limited()
    {
        await using var app = await StartAsync(new FaultScenario([Limit("tmdb")]));
        var id = await app.RegisterAsync(BundledLibrary.Films[0].TmdbId);

        var job = await app.EnrichAsync(id, new { requireComplete = true });

        Assert.Equal("failed", job["state"]!.GetValue<string>());
        Assert.Equal(1, app.Simulator.Requests.Count());
        Assert.Equal("discovered", (await app.GetAsync($"v1/movies/{id}"))["status"]!.GetValue<string>());
        Assert.Null((await app.GetAsync($"v1/movies/{id}"))["runningJobId"]);
    }

    [Fact]
    public async Task Ids_that_TMDB_states_lead_the_others_to_the_title_in_the_same_run()
    {
        await using var app = await StartAsync(new FaultScenario());
        var film = BundledLibrary.Films[0];

        var id = await app.RegisterAsync(film.TmdbId);
        var job = await app.EnrichAsync(id);

        Assert.False(job["summary"]!["partial"]!.GetValue<bool>());
        var movie = await app.GetAsync($"v1/movies/{id}");
        Assert.Equal(film.ImdbId, movie["externalIds"]!["imdbId"]!.GetValue<string>());
        Assert.Equal(film.TvdbId, movie["externalIds"]!["tvdbId"]!.GetValue<int>());
        Assert.Equal("omdb", movie["sources"]!["imdb_rating"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_provider_without_a_key_is_shown_as_not_configured()
    {
        await using var app = await TestApp.StartAsync(services);

        var status = (await app.GetAsync("v1/providers/status"))["providers"]!.AsArray();

        Assert.Equal(["fanart", "omdb", "tmdb", "tvdb"], status.Select(entry => entry!["name"]!.GetValue<string>()));
        Assert.Equal([false, false, true, false], status.Select(entry => entry!["configured"]!.GetValue<bool>()));
        var quota = status[2]!["quota"]!;
        Assert.Equal((40, 20, 16, 4), (
            quota["perSecond"]!.GetValue<double>(),
            quota["available"]!.GetValue<int>(),
            quota["availableToBackground"]!.GetValue<int>(),
            quota["reserved"]!.GetValue<int>()));
    }

    private static FaultRule Limit(string provider) => new()
    {
        Fault = Fault.TooManyRequests, Provider = provider, Times = 1, RetryAfter = RetryAfterForm.Seconds, RetryAfterSeconds = 3600,
    };

    private static IEnumerable<string> RateLimited(JsonObject job) =>
        job["summary"]!["rateLimitedProviders"]!.AsArray().Select(name => name!.GetValue<string>());

    private static async Task<JsonNode> StatusAsync(TestApp app, string provider) =>
        (await app.GetAsync("v1/providers/status"))["providers"]!.AsArray().Single(entry => entry!["name"]!.GetValue<string>() == provider)!;

    private static async Task<JsonObject> EnrichAsync(TestApp app, int film) =>
        await app.EnrichAsync(await app.RegisterAsync(BundledLibrary.Films[film].TmdbId));

    /// <summary>An instance on this test's tables; nothing is chosen, so that runs are short.</summary>
    private Task<TestApp> StartAsync(FaultScenario faults) => StartAsync(faults, time: null);

    private async Task<TestApp> StartAsync(FaultScenario faults, TimeProvider? time, params (string Key, string Value)[] settings) =>
        await TestApp.StartAsync(services, faults, logs: null, time, [.. FourProviders.Settings, ("Storage:Prefix", prefix), .. settings]);
}
