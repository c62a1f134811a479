using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Enrichment.Telemetry;

/// <summary>Tells what becomes of the providers' breakers: a gauge of each, and word of every opening.</summary>
public sealed class BreakerTelemetry
{
    private readonly ConcurrentDictionary<string, BreakerState> seen = new(StringComparer.Ordinal);
    private readonly Counter<long> openings;
    private readonly TimeProvider time;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">The meter that they belong to.</param>
    /// <param name="time">The clock.</param>
    public BreakerTelemetry(Meter meter, TimeProvider time)
    {
        this.time = time;
        openings = meter.CreateCounter<long>(MetricNames.BreakerOpened, "{opening}", "How often breakers opened.");
        meter.CreateObservableGauge(MetricNames.BreakerState, Read, "{state}", "0 closed, 1 lets a try through, 2 open.");
    }

    /// <summary>Is told the provider whose breaker has opened, and until when it is left alone.</summary>
    public event Action<string, DateTimeOffset>? Opened;

    /// <summary>Takes note of a breaker's state, as an instance sees it.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="state">The state.</param>
    /// <param name="hasOpened">Whether the call at hand is what opened it; so each opening is told by one instance.</param>
    internal void Saw(string provider, BreakerState state, bool hasOpened)
    {
        seen[provider] = state;
        if (!hasOpened || state.OpenUntil is not { } until) return;
        openings.Add(1, new KeyValuePair<string, object?>(AttributeNames.Provider, provider));
        Activity.Current?.AddEvent(new ActivityEvent(
            "breaker opened", tags: new ActivityTagsCollection { [AttributeNames.Provider] = provider, ["until"] = until.ToString("u") }));
        Opened?.Invoke(provider, until);
    }

    private IEnumerable<Measurement<int>> Read()
    {
        var now = time.GetUtcNow();
        foreach (var (provider, state) in seen)
        {
            var position = state.OpenUntil is not { } until ? 0 : until > now ? 2 : 1;
            yield return new Measurement<int>(position, new KeyValuePair<string, object?>(AttributeNames.Provider, provider));
        }
    }
}
