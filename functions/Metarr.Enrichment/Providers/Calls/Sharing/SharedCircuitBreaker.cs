using System.Collections.Concurrent;
using Metarr.Enrichment.Telemetry;

namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>A breaker for each provider, of which all instances know.</summary>
/// <remarks>
/// Each instance remembers a state for a second, so that calls to a healthy provider cost nothing; what a call changes is written at
/// once. When the shared states cannot be reached, the instance goes by what it has seen itself.
/// </remarks>
/// <param name="shared">Where the states are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="telemetry">Is told the states; null for nobody.</param>
public sealed class SharedCircuitBreaker(
    ISharedState<BreakerState> shared, TimeProvider time, BreakerTelemetry? telemetry = null) : ICircuitBreaker
{
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Memory> memories = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> EnterAsync(string provider, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (memories.TryGetValue(provider, out var memory) && now - memory.At < RememberFor)
        {
            if (memory.State.OpenUntil is null) return null;
            if (memory.State.RefusedUntil(now) is { } stillRefused) return stillRefused;
        }

        // Only one of those who come at once may probe: the change that is written last saw nobody else's.
        DateTimeOffset? refused = null;
        await ChangeAsync(provider, Begin, cancellationToken);
        return refused;

        BreakerState Begin(BreakerState state)
        {
            refused = state.RefusedUntil(now);
            return refused is null ? state.AfterStart(now) : state;
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReportAsync(string provider, bool succeeded, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tellsNothingNew = succeeded && memories.TryGetValue(provider, out var memory) && memory.State == BreakerState.Closed;
        if (!tellsNothingNew)
        {
            await ChangeAsync(provider, state => succeeded ? state.AfterSuccess(now) : state.AfterFailure(now), cancellationToken);
        }
    }

    private async ValueTask ChangeAsync(string provider, Func<BreakerState, BreakerState> change, CancellationToken cancellationToken)
    {
        var hasOpened = false;
        var reached = await shared.UpdateAsync(provider, state => Changed(state ?? BreakerState.Closed), cancellationToken);
        var state = reached ?? Changed(memories.TryGetValue(provider, out var memory) ? memory.State : BreakerState.Closed);
        memories[provider] = new Memory(state, time.GetUtcNow());
        telemetry?.Saw(provider, state, hasOpened);

        BreakerState Changed(BreakerState before)
        {
            var after = change(before);
            hasOpened = after.OpenUntil is not null && after.OpenUntil != before.OpenUntil;
            return after;
        }
    }

    private sealed record Memory(BreakerState State, DateTimeOffset At);
}
