using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;

namespace Metarr.Enrichment.Tests.Providers.Calls.Sharing;

public sealed class SharedCircuitBreakerTests
{
    private readonly SkippingClock clock = new();
    private readonly SharedMemory<BreakerState> shared = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_that_several_instances_saw_open_it_for_all()
    {
        var (one, other) = (Breaker(), Breaker());
        for (var failure = 0; failure < 5; failure++) await FailAsync(failure % 2 == 0 ? one : other);

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.NotNull(await one.EnterAsync("tmdb", Cancelled));
        Assert.NotNull(await other.EnterAsync("tmdb", Cancelled));
        Assert.NotNull(await Breaker().EnterAsync("tmdb", Cancelled));
        Assert.Null(await one.EnterAsync("omdb", Cancelled));
    }

    [Fact]
    public async Task After_five_minutes_one_instance_probes_while_the_others_stay_away()
    {
        var (one, other) = (Breaker(), Breaker());
        for (var failure = 0; failure < 5; failure++) await FailAsync(one);
        clock.Advance(BreakerState.OpenFor);

        Assert.Null(await one.EnterAsync("tmdb", Cancelled));
        Assert.NotNull(await other.EnterAsync("tmdb", Cancelled));

        await one.ReportAsync("tmdb", succeeded: true, Cancelled);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await other.EnterAsync("tmdb", Cancelled));
        await other.ReportAsync("tmdb", succeeded: true, Cancelled);
        Assert.Equal(BreakerState.Closed, shared["tmdb"]);
    }

    [Fact]
    public async Task Calls_to_a_healthy_provider_cost_one_look_a_second()
    {
        var breaker = Breaker();
        for (var call = 0; call < 100; call++)
        {
            Assert.Null(await breaker.EnterAsync("tmdb", Cancelled));
            await breaker.ReportAsync("tmdb", succeeded: true, Cancelled);
            clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(shared.Visits, 1, 3);
    }

    [Fact]
    public async Task An_instance_that_cannot_reach_the_others_goes_by_what_it_saw_itself()
    {
        shared.IsUnreachable = true;
        var breaker = Breaker();
        for (var failure = 0; failure < 5; failure++) await FailAsync(breaker);

        Assert.NotNull(await breaker.EnterAsync("tmdb", Cancelled));
        clock.Advance(BreakerState.OpenFor);
        Assert.Null(await breaker.EnterAsync("tmdb", Cancelled));
    }

    private static async Task FailAsync(SharedCircuitBreaker breaker)
    {
        Assert.Null(await breaker.EnterAsync("tmdb", Cancelled));
        await breaker.ReportAsync("tmdb", succeeded: false, Cancelled);
    }

    private SharedCircuitBreaker Breaker() => new(shared, clock);
}
