using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Calls;

public sealed class InProcessQuotaGateTests
{
    private readonly SkippingClock clock = new();

    [Fact]
    public async Task A_burst_passes_at_once_and_the_rest_at_the_rate()
    {
        var gate = Gate(QuotaRate.Of(10));
        var began = clock.GetUtcNow();

        for (var call = 0; call < 30; call++) await AcquireAsync(gate, CallPriority.Interactive);

        Assert.InRange((clock.GetUtcNow() - began).TotalSeconds, 1.99, 2.1);
    }

    [Fact]
    public async Task Background_work_leaves_a_fifth_of_the_burst_to_people()
    {
        var gate = Gate(QuotaRate.Of(10));
        for (var call = 0; call < 8; call++) await AcquireAsync(gate, CallPriority.Background);
        Assert.Empty(clock.Waits);

        await AcquireAsync(gate, CallPriority.Interactive);
        await AcquireAsync(gate, CallPriority.Interactive);
        Assert.Empty(clock.Waits);

        await AcquireAsync(gate, CallPriority.Background);
        Assert.NotEmpty(clock.Waits);
    }

    [Fact]
    public async Task A_budget_of_one_token_serves_background_work_too()
    {
        var gate = Gate(new QuotaRate(0.5, 1));

        await AcquireAsync(gate, CallPriority.Background);
        await AcquireAsync(gate, CallPriority.Background);

        Assert.InRange(clock.Waits.Sum(wait => wait.TotalSeconds), 1.9, 2.1);
    }

    [Fact]
    public async Task A_closed_budget_is_waited_for_when_that_is_bearable_and_refused_when_not()
    {
        var gate = Gate(QuotaRate.Of(10));
        await gate.CloseAsync("tmdb", TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await gate.CloseAsync("tmdb", TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await AcquireAsync(gate, CallPriority.Interactive);
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.Single(clock.Waits));

        await gate.CloseAsync("tmdb", TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var answer = await gate.AcquireAsync("tmdb", CallPriority.Interactive, TestContext.Current.CancellationToken);
        Assert.Equal(new QuotaAnswer.Refused(TimeSpan.FromMinutes(2)), answer);
    }

    [Fact]
    public async Task Budgets_do_not_draw_on_each_other_and_one_without_a_rate_is_open()
    {
        var gate = Gate(new QuotaRate(1, 1));
        await AcquireAsync(gate, CallPriority.Interactive);

        for (var call = 0; call < 1000; call++)
        {
            Assert.IsType<QuotaAnswer.Granted>(
                await gate.AcquireAsync("image.example", CallPriority.Background, TestContext.Current.CancellationToken));
        }

        Assert.Empty(clock.Waits);
    }

    private static async Task AcquireAsync(InProcessQuotaGate gate, CallPriority priority) =>
        Assert.IsType<QuotaAnswer.Granted>(await gate.AcquireAsync("tmdb", priority, TestContext.Current.CancellationToken));

    private InProcessQuotaGate Gate(QuotaRate rate) => new(new Dictionary<string, QuotaRate> { ["tmdb"] = rate }, clock);
}
