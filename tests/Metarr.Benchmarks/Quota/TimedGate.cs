using System.Collections.Concurrent;
using System.Diagnostics;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;

namespace Metarr.Benchmarks.Quota;

/// <summary>Keeps how long each call waited for its token.</summary>
internal sealed class TimedGate(IQuotaGate inner) : IQuotaGate
{
    private readonly ConcurrentQueue<(CallPriority Priority, double Milliseconds)> waits = new();

    /// <summary>The waits of one sort of call, milliseconds.</summary>
    public IReadOnlyList<double> Waits(CallPriority priority) =>
        [.. waits.Where(wait => wait.Priority == priority).Select(wait => wait.Milliseconds)];

    /// <summary>Forgets all waits.</summary>
    public void Reset() => waits.Clear();

    public async ValueTask<QuotaAnswer> AcquireAsync(string budget, CallPriority priority, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await inner.AcquireAsync(budget, priority, cancellationToken);
        waits.Enqueue((priority, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
        return answer;
    }

    public ValueTask CloseAsync(string budget, TimeSpan wait, CancellationToken cancellationToken) =>
        inner.CloseAsync(budget, wait, cancellationToken);
}

/// <summary>Counts the conversations with the table, each of one read and at most one write unless others interfere.</summary>
internal sealed class CountedState(ISharedState<BudgetState> inner) : ISharedState<BudgetState>
{
    private int visits;

    public int Visits => visits;

    public ValueTask<BudgetState?> UpdateAsync(string name, Func<BudgetState?, BudgetState> change, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref visits);
        return inner.UpdateAsync(name, change, cancellationToken);
    }
}
