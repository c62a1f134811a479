using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;

namespace Metarr.Enrichment.Tests.Providers.Calls.Sharing;

public sealed class BudgetStateTests
{
    private static readonly QuotaRate Forty = QuotaRate.Of(40);
    private static readonly QuotaRate ThousandADay = QuotaRate.Of(10) with { PerDay = 1000 };
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Half_a_burst_piles_up_and_background_work_leaves_a_fifth_of_it()
    {
        var state = BudgetState.Untouched(Forty, Noon);

        Assert.Equal(20, state.Available(Forty, CallPriority.Interactive, Noon.AddHours(1)));
        Assert.Equal(16, state.Available(Forty, CallPriority.Background, Noon.AddHours(1)));
    }

    [Fact]
    public void A_batch_is_small_for_one_call_and_no_more_than_half_of_the_pile_for_many()
    {
        var state = BudgetState.Untouched(Forty, Noon);

        Assert.Equal(4, state.Lease(Forty, new LeaseWish(0, 1), Noon).Lease.Open);
        Assert.Equal(10, state.Lease(Forty, new LeaseWish(0, 100), Noon).Lease.Open);
    }

    [Fact]
    public void The_reserve_goes_to_people_call_by_call_and_never_to_background_work()
    {
        var state = BudgetState.Untouched(Forty, Noon);
        state = state.Lease(Forty, new LeaseWish(0, 10), Noon).Next;
        state = state.Lease(Forty, new LeaseWish(0, 10), Noon).Next;

        var (unchanged, nothing) = state.Lease(Forty, new LeaseWish(0, 10), Noon);
        Assert.Equal(0, nothing.Open + nothing.Reserved);
        Assert.Same(state, unchanged);
        Assert.InRange(nothing.BackgroundWait.TotalMilliseconds, 249, 251);

        var (_, some) = state.Lease(Forty, new LeaseWish(2, 10), Noon);
        Assert.Equal((0, 2), (some.Open, some.Reserved));
    }

    [Fact]
    public void A_closed_budget_gives_nothing_to_anyone_until_it_opens_and_is_never_opened_early()
    {
        var state = BudgetState.Untouched(Forty, Noon).Closed(Noon.AddSeconds(20)).Closed(Noon.AddSeconds(5));

        var (_, nothing) = state.Lease(Forty, new LeaseWish(1, 0), Noon.AddSeconds(6));
        Assert.Equal(QuotaLease.Nothing(TimeSpan.FromSeconds(14)), nothing);
        Assert.Equal(1, state.Lease(Forty, new LeaseWish(1, 0), Noon.AddSeconds(20)).Lease.Open / 4);
    }

    [Fact]
    public void A_day_has_its_limit_and_the_next_begins_at_midnight_UTC()
    {
        var state = BudgetState.Untouched(ThousandADay, Noon);
        var now = Noon;
        for (var call = 0; call < 800; call++, now = now.AddSeconds(1)) state = Used(state, CallPriority.Background, now);

        var (_, refused) = state.Lease(ThousandADay, new LeaseWish(0, 1), now);
        Assert.Equal(0, refused.Open);
        Assert.Equal(now + refused.BackgroundWait, new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

        for (var call = 0; call < 200; call++, now = now.AddSeconds(1)) state = Used(state, CallPriority.Interactive, now);
        var (_, nobody) = state.Lease(ThousandADay, new LeaseWish(1, 0), now);
        Assert.Equal((0, 0), (nobody.Open, nobody.Reserved));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), now + nobody.InteractiveWait);
        Assert.Equal(1000, state.UsedOn(now));

        var midnight = now + nobody.InteractiveWait;
        Assert.Equal(0, state.UsedOn(midnight));
        Assert.Equal(1, state.Lease(ThousandADay, new LeaseWish(0, 1), midnight).Lease.Open);
    }

    [Fact]
    public void Instances_whose_clocks_differ_get_no_more_than_the_rate_together()
    {
        var state = BudgetState.Untouched(Forty, Noon);
        var taken = 0;
        for (var step = 0; step < 1000; step++)
        {
            var skew = TimeSpan.FromSeconds(step % 2 == 0 ? 0 : 3);
            (state, var lease) = state.Lease(Forty, new LeaseWish(0, 10), Noon.AddMilliseconds(10 * step) + skew);
            taken += lease.Open;
        }

        // Ten seconds, and the three that one clock is ahead.
        Assert.InRange(taken, 380, 40 * 13 + 20);
    }

    [Fact]
    public void A_clock_that_was_an_hour_ahead_does_not_close_the_budget_for_an_hour()
    {
        var state = BudgetState.Untouched(Forty, Noon.AddHours(1)).Lease(Forty, new LeaseWish(0, 10), Noon.AddHours(1)).Next;
        state = state.Lease(Forty, new LeaseWish(0, 4), Noon).Next;

        Assert.Equal(16, state.Available(Forty, CallPriority.Background, Noon.AddSeconds(1)));
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(40, 2)]
    [InlineData(10, 3)]
    public void Four_instances_whose_calls_arrive_late_never_surprise_the_provider_and_use_what_it_allows(int perSecond, int seed)
    {
        var arrivals = Arrivals(QuotaRate.Of(perSecond), seconds: 20, seed);

        var refused = 0;
        double tokens = perSecond, at = 0;
        foreach (var arrival in arrivals.Order())
        {
            tokens = Math.Min(perSecond, tokens + (arrival - at) * perSecond);
            at = arrival;
            if (tokens >= 1) tokens--;
            else refused++;
        }

        Assert.Equal(0, refused);
        Assert.InRange(arrivals.Count, 0.95 * 20 * perSecond, 21 * perSecond);
    }

    private static BudgetState Used(BudgetState state, CallPriority priority, DateTimeOffset now)
    {
        var wish = priority is CallPriority.Background ? new LeaseWish(0, 1) : new LeaseWish(1, 0);
        var (next, lease) = state.Lease(ThousandADay, wish, now);
        Assert.Equal(1, lease.Open + lease.Reserved);
        return next;
    }

    /// <summary>When calls arrive at the provider, seconds: each instance asks every 5 to 60 ms, and each of its calls is up to
    /// 400 ms under way, its time in the instance's hands included.</summary>
    private static List<double> Arrivals(QuotaRate rate, int seconds, int seed)
    {
        var random = new Random(seed);
        var state = BudgetState.Untouched(rate, Noon);
        var arrivals = new List<double>();
        var asks = new PriorityQueue<int, double>(Enumerable.Range(0, 4).Select(instance => (instance, random.NextDouble() * 0.05)));
        while (asks.TryDequeue(out var instance, out var at) && at < seconds)
        {
            (state, var lease) = state.Lease(rate, new LeaseWish(0, 50), Noon.AddSeconds(at));
            for (var call = 0; call < lease.Open; call++) arrivals.Add(at + random.NextDouble() * 0.4);
            asks.Enqueue(instance, at + 0.005 + random.NextDouble() * 0.055);
        }

        return arrivals;
    }
}
