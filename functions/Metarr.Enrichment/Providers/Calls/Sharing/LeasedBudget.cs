namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>One instance's part in a budget that is shared with others: it takes small batches of tokens, and deals them out.</summary>
/// <remarks>
/// At most one conversation with the shared state is under way, whatever the number of calls that wait; it ends when nobody waits
/// any more. When the shared state cannot be reached, a small share of the rate is used until it can.
/// </remarks>
/// <param name="name">The budget's name.</param>
/// <param name="rate">What all instances together may use.</param>
/// <param name="shared">Where the budget is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class LeasedBudget(string name, QuotaRate rate, ISharedState<BudgetState> shared, TimeProvider time)
{
    /// <summary>The part of the rate that is safe when nobody knows what the others use: ten instances are many.</summary>
    private const double ShareWhenAlone = 0.1;

    private readonly Lock gate = new();
    private readonly TokenQueue queue = new();
    private readonly LeaseTerms terms = LeaseTerms.Of(rate);
    private readonly QuotaRate aloneRate = rate.Share(ShareWhenAlone);
    private BudgetState? alone;
    private int tokens;
    private DateTimeOffset tokensUntil;
    private DateTimeOffset closedUntil;
    private bool isLeasing;
    private TaskCompletionSource awake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for a token; see <see cref="IQuotaGate.AcquireAsync"/>.</summary>
    /// <param name="priority">Who waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<QuotaAnswer> AcquireAsync(CallPriority priority, CancellationToken cancellationToken)
    {
        TaskCompletionSource<QuotaAnswer> place;
        var isFirst = false;
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (closedUntil - now > RetryAfter.Bearable) return new QuotaAnswer.Refused(closedUntil - now);
            if (TakeAtOnce(priority, now)) return new QuotaAnswer.Granted();
            place = queue.Join(priority);
            (isFirst, isLeasing) = (!isLeasing, true);
            if (priority is CallPriority.Interactive) awake.TrySetResult();
        }

        if (isFirst) _ = LeaseWhileWaitedForAsync();

        await using var giveUp = cancellationToken.UnsafeRegister(
            static (waiting, token) => ((TaskCompletionSource<QuotaAnswer>)waiting!).TrySetCanceled(token), place);
        return await place.Task;
    }

    /// <summary>Gives out nothing for a while, here at once, elsewhere as soon as the next batch is asked for.</summary>
    /// <param name="wait">For how long.</param>
    /// <param name="cancellationToken">Ends the attempt to tell the others.</param>
    public async ValueTask CloseAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + wait;
        lock (gate)
        {
            tokens = 0;
            if (until > closedUntil) closedUntil = until;
        }

        await shared.UpdateAsync(name, state => (state ?? BudgetState.Untouched(rate, time.GetUtcNow())).Closed(until), cancellationToken);
    }

    private bool TakeAtOnce(CallPriority priority, DateTimeOffset now)
    {
        var ahead = queue.Wish;
        if (tokens == 0 || tokensUntil <= now || ahead.Interactive > 0) return false;
        if (priority is CallPriority.Background && ahead.Background > 0) return false;
        tokens--;
        return true;
    }

    /// <summary>Runs beside the calls that wait; they hear of everything that happens here, so nobody awaits it.</summary>
    private async Task LeaseWhileWaitedForAsync()
    {
        while (true)
        {
            LeaseWish wish;
            lock (gate)
            {
                awake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wish = queue.Wish;
                isLeasing = wish.Total > 0;
                if (!isLeasing) return;
            }

            var nap = DealOut(await LeaseAsync(wish));
            if (nap <= TimeSpan.Zero) continue;
            using var woken = new CancellationTokenSource();
            await Task.WhenAny(awake.Task, Task.Delay(nap, time, woken.Token));
            await woken.CancelAsync();
        }
    }

    private async Task<QuotaLease> LeaseAsync(LeaseWish wish)
    {
        var lease = QuotaLease.Nothing(TimeSpan.Zero);
        try
        {
            var reached = await shared.UpdateAsync(name, state => Lease(state, rate), CancellationToken.None);
            if (reached is not null) return lease;
        }
        catch (Exception)
        {
            // Whatever ails the shared state, the calls that wait here must have an answer; its owner has said what it is.
        }

        alone = Lease(alone, aloneRate);
        return lease;

        BudgetState Lease(BudgetState? state, QuotaRate limits)
        {
            var now = time.GetUtcNow();
            (var next, lease) = (state ?? BudgetState.Untouched(limits, now)).Lease(limits, wish, now);
            return next;
        }
    }

    /// <summary>Hands tokens, or refusals, to those that wait.</summary>
    /// <returns>How long to wait before asking for more; zero when nobody waits or more may be there.</returns>
    private TimeSpan DealOut(QuotaLease lease)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (closedUntil > now) lease = QuotaLease.Nothing(closedUntil - now);
            var granted = new QuotaAnswer.Granted();
            var left = lease.Open + lease.Reserved;
            left -= queue.Answer(CallPriority.Interactive, left, granted);

            // Reserved tokens whose caller gave up meanwhile are void.
            left = Math.Min(left, lease.Open);
            left -= queue.Answer(CallPriority.Background, left, granted);
            (tokens, tokensUntil) = (left, now + terms.Validity);

            RefuseWhenUnbearable(CallPriority.Interactive, lease.InteractiveWait);
            RefuseWhenUnbearable(CallPriority.Background, lease.BackgroundWait);
            var waiting = queue.Wish;
            if (waiting.Total == 0) return TimeSpan.Zero;
            return waiting.Interactive > 0 ? lease.InteractiveWait : lease.BackgroundWait;
        }
    }

    private void RefuseWhenUnbearable(CallPriority priority, TimeSpan wait)
    {
        if (wait > RetryAfter.Bearable) queue.Answer(priority, int.MaxValue, new QuotaAnswer.Refused(wait));
    }
}
