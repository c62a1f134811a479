using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Calls;

/// <summary>Budgets that are open until their provider asks to wait, each test its own.</summary>
internal sealed class OwnGate(TimeProvider time) : IQuotaGate
{
    private readonly Lock sync = new();
    private readonly Dictionary<string, DateTimeOffset> closed = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<QuotaAnswer> AcquireAsync(string budget, CallPriority priority, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = WaitOf(budget);
            if (wait <= TimeSpan.Zero) return new QuotaAnswer.Granted();
            if (wait > RetryAfter.Bearable) return new QuotaAnswer.Refused(wait);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    public ValueTask CloseAsync(string budget, TimeSpan wait, CancellationToken cancellationToken)
    {
        lock (sync)
        {
            var until = time.GetUtcNow() + wait;
            if (until > closed.GetValueOrDefault(budget)) closed[budget] = until;
        }

        return ValueTask.CompletedTask;
    }

    private TimeSpan WaitOf(string budget)
    {
        lock (sync) return closed.GetValueOrDefault(budget) - time.GetUtcNow();
    }
}
