using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Calls;

/// <summary>A breaker for each provider, each test its own.</summary>
/// <param name="time">The clock.</param>
internal sealed class OwnBreaker(TimeProvider time) : ICircuitBreaker
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, BreakerState> states = new(StringComparer.Ordinal);

    /// <summary>What is known of a provider's health.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <returns>Its state; closed when it was never called.</returns>
    public BreakerState StateOf(string provider)
    {
        lock (gate) return states.GetValueOrDefault(provider, BreakerState.Closed);
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> EnterAsync(string provider, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var state = StateOf(provider);
            var refused = state.RefusedUntil(now);
            if (refused is null) states[provider] = state.AfterStart(now);
            return ValueTask.FromResult(refused);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReportAsync(string provider, bool succeeded, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var state = StateOf(provider);
            states[provider] = succeeded ? state.AfterSuccess(now) : state.AfterFailure(now);
        }

        return ValueTask.CompletedTask;
    }
}
