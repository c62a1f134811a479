using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Calls;

public sealed class BreakerStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static BreakerState Opened =>
        Enumerable.Range(0, 5).Aggregate(BreakerState.Closed, (state, _) => state.AfterFailure(Noon));

    [Fact]
    public void A_success_in_between_starts_the_count_anew()
    {
        var state = Enumerable.Range(0, 4).Aggregate(BreakerState.Closed, (state, _) => state.AfterFailure(Noon));

        Assert.Equal(BreakerState.Closed, state.AfterSuccess(Noon));
    }

    [Fact]
    public void Five_failures_in_a_row_open_it_for_five_minutes()
    {
        Assert.Equal(Noon.AddMinutes(5), Opened.RefusedUntil(Noon));
        Assert.Null(Opened.RefusedUntil(Noon.AddMinutes(5)));
    }

    [Fact]
    public void While_one_call_probes_the_others_stay_away_but_not_for_ever()
    {
        var later = Noon.AddMinutes(5);
        var probing = Opened.AfterStart(later);

        Assert.Equal(later.AddMinutes(1), probing.RefusedUntil(later));
        Assert.Null(probing.RefusedUntil(later.AddMinutes(1)));
    }

    [Fact]
    public void Two_successful_probes_close_it()
    {
        var later = Noon.AddMinutes(5);
        var once = Opened.AfterStart(later).AfterSuccess(later);

        Assert.Null(once.RefusedUntil(later));
        Assert.NotEqual(BreakerState.Closed, once);
        Assert.Equal(BreakerState.Closed, once.AfterStart(later).AfterSuccess(later));
    }

    [Fact]
    public void One_failed_probe_opens_it_again()
    {
        var later = Noon.AddMinutes(5);
        var once = Opened.AfterStart(later).AfterSuccess(later);

        Assert.Equal(later.AddMinutes(5), once.AfterStart(later).AfterFailure(later).RefusedUntil(later));
    }

    [Fact]
    public void What_a_call_tells_that_began_before_it_opened_changes_nothing()
    {
        Assert.Equal(Opened, Opened.AfterFailure(Noon.AddMinutes(1)));
        Assert.Equal(Opened, Opened.AfterSuccess(Noon.AddMinutes(1)));
    }
}
