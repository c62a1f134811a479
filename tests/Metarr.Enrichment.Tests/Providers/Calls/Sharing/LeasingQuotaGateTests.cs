using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;

namespace Metarr.Enrichment.Tests.Providers.Calls.Sharing;

public sealed class LeasingQuotaGateTests
{
    private readonly SkippingClock clock = new();
    private readonly SharedMemory<BudgetState> shared = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_go_at_the_rate_and_cost_few_conversations()
    {
        var gate = Gate(QuotaRate.Of(40));
        var began = clock.GetUtcNow();

        for (var call = 0; call < 200; call++) await AcquireAsync(gate, CallPriority.Background);

        Assert.InRange((clock.GetUtcNow() - began).TotalSeconds, 4, 5);
        Assert.InRange(shared.Visits, 1, 120);
    }

    [Fact]
    public async Task A_closure_by_one_instance_holds_for_the_others()
    {
        var (one, other) = (Gate(QuotaRate.Of(40)), Gate(QuotaRate.Of(40)));

        await one.CloseAsync("tmdb", TimeSpan.FromMinutes(2), Cancelled);

        Assert.Equal(new QuotaAnswer.Refused(TimeSpan.FromMinutes(2)), await one.AcquireAsync("tmdb", CallPriority.Interactive, Cancelled));
        Assert.Equal(new QuotaAnswer.Refused(TimeSpan.FromMinutes(2)), await other.AcquireAsync("tmdb", CallPriority.Interactive, Cancelled));
        clock.Advance(TimeSpan.FromMinutes(2));
        await AcquireAsync(one, CallPriority.Interactive);
        await AcquireAsync(other, CallPriority.Interactive);
    }

    [Fact]
    public async Task A_short_closure_is_waited_for()
    {
        var gate = Gate(QuotaRate.Of(40));
        await gate.CloseAsync("tmdb", TimeSpan.FromSeconds(20), Cancelled);
        var began = clock.GetUtcNow();

        await AcquireAsync(gate, CallPriority.Background);

        Assert.InRange((clock.GetUtcNow() - began).TotalSeconds, 20, 21);
    }

    [Fact]
    public async Task Tokens_that_lay_too_long_are_void()
    {
        var gate = Gate(QuotaRate.Of(40));
        await AcquireAsync(gate, CallPriority.Background);
        await AcquireAsync(gate, CallPriority.Background);
        Assert.Equal(1, shared.Visits);

        clock.Advance(TimeSpan.FromSeconds(1));
        await AcquireAsync(gate, CallPriority.Background);

        Assert.Equal(2, shared.Visits);
    }

    [Fact]
    public async Task A_person_passes_a_queue_of_background_work()
    {
        using var turns = new SemaphoreSlim(0);
        var stepped = new SharedMemory<BudgetState> { Turnstile = turns };
        var gate = new LeasingQuotaGate(new Dictionary<string, QuotaRate>(), QuotaRate.Of(40), stepped, clock);
        var waiting = Enumerable.Range(0, 40).Select(_ => gate.AcquireAsync("tmdb", CallPriority.Background, Cancelled).AsTask()).ToList();
        var person = gate.AcquireAsync("tmdb", CallPriority.Interactive, Cancelled).AsTask();

        turns.Release();

        // Ten tokens at most in one visit, and the next visit has not had its turn.
        Assert.IsType<QuotaAnswer.Granted>(await person);
        Assert.InRange(waiting.Count(call => call.IsCompleted), 0, 9);
        turns.Release(1000);
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task When_the_shared_budget_cannot_be_reached_a_tenth_of_the_rate_is_used()
    {
        shared.IsUnreachable = true;
        var gate = Gate(QuotaRate.Of(40));
        var began = clock.GetUtcNow();

        for (var call = 0; call < 40; call++) await AcquireAsync(gate, CallPriority.Interactive);

        Assert.InRange((clock.GetUtcNow() - began).TotalSeconds, 8, 11);
        shared.IsUnreachable = false;
        clock.Advance(TimeSpan.FromSeconds(5));
        await AcquireAsync(gate, CallPriority.Interactive);
        Assert.NotNull(shared["tmdb"]);
    }

    [Fact]
    public async Task A_day_that_is_used_up_is_refused_until_midnight_by_every_instance_old_and_new()
    {
        var rate = QuotaRate.Of(10) with { PerDay = 20 };
        var gate = Gate(rate);
        for (var call = 0; call < 20; call++) await AcquireAsync(gate, CallPriority.Interactive);

        var midnight = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        foreach (var instance in new[] { gate, Gate(rate) })
        {
            var answer = await instance.AcquireAsync("tmdb", CallPriority.Interactive, Cancelled);
            Assert.Equal(midnight, clock.GetUtcNow() + Assert.IsType<QuotaAnswer.Refused>(answer).RetryAfter);
        }

        Assert.Equal(20, shared["tmdb"]!.UsedOn(clock.GetUtcNow()));
        clock.Advance(midnight - clock.GetUtcNow());
        await AcquireAsync(gate, CallPriority.Background);
    }

    [Fact]
    public async Task A_call_that_gives_up_leaves_the_queue_and_the_others_go_on()
    {
        var gate = Gate(QuotaRate.Of(40));
        await gate.CloseAsync("tmdb", TimeSpan.FromSeconds(20), Cancelled);
        using var impatience = new CancellationTokenSource();
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await gate.AcquireAsync("tmdb", CallPriority.Interactive, impatience.Token));

        await AcquireAsync(gate, CallPriority.Interactive);
    }

    private static async Task AcquireAsync(LeasingQuotaGate gate, CallPriority priority) =>
        Assert.IsType<QuotaAnswer.Granted>(await gate.AcquireAsync("tmdb", priority, Cancelled));

    private LeasingQuotaGate Gate(QuotaRate rate) => new(new Dictionary<string, QuotaRate> { ["tmdb"] = rate }, QuotaRate.Of(100), shared, clock);
}
