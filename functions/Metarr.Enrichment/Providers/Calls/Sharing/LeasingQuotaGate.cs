using System.Collections.Concurrent;

namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>Keeps all instances together within what a provider allows.</summary>
/// <param name="rates">The rates by budget.</param>
/// <param name="otherwise">The rate of every budget that is not named.</param>
/// <param name="shared">Where the budgets are kept.</param>
/// <param name="time">The clock.</param>
public sealed class LeasingQuotaGate(
    IReadOnlyDictionary<string, QuotaRate> rates, QuotaRate otherwise, ISharedState<BudgetState> shared, TimeProvider time)
    : IQuotaGate
{
    private readonly ConcurrentDictionary<string, LeasedBudget> budgets = new(StringComparer.Ordinal);

    /// <summary>The rate of a budget.</summary>
    /// <param name="budget">The budget's name.</param>
    /// <returns>What all instances together may use.</returns>
    public QuotaRate RateOf(string budget) => rates.GetValueOrDefault(budget, otherwise);

    /// <inheritdoc/>
    public ValueTask<QuotaAnswer> AcquireAsync(string budget, CallPriority priority, CancellationToken cancellationToken) =>
        Budget(budget).AcquireAsync(priority, cancellationToken);

    /// <inheritdoc/>
    public ValueTask CloseAsync(string budget, TimeSpan wait, CancellationToken cancellationToken) =>
        Budget(budget).CloseAsync(wait, cancellationToken);

    private LeasedBudget Budget(string name) => budgets.GetOrAdd(
        name.ToLowerInvariant(), key => new LeasedBudget(key, RateOf(key), shared, time));
}
