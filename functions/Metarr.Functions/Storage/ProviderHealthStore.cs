using System.Collections.Concurrent;

namespace Metarr.Functions.Storage;

/// <summary>How the last fetch from a provider ended, whichever title it was for.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">A sentence on what went wrong, when something did.</param>
public sealed record ProviderHealth(ProviderOutcome Outcome, DateTimeOffset At, string? Reason);

/// <summary>Keeps how the providers' last fetches ended, for whoever looks at the providers' state.</summary>
public sealed class ProviderHealthStore(SharedRows<ProviderHealth> rows, TimeProvider time)
{
    /// <summary>The same outcome is written again after this, so that a busy library does not write for every title.</summary>
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ProviderHealth> written = new(StringComparer.Ordinal);

    /// <summary>Takes note of the end of a fetch; a table that cannot be reached is no reason to fail.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="reason">A sentence on what went wrong, when something did.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is written, or need not be.</returns>
    public async ValueTask NoteAsync(string provider, ProviderOutcome outcome, string? reason, CancellationToken cancellationToken)
    {
        var health = new ProviderHealth(outcome, time.GetUtcNow(), reason);
        if (written.TryGetValue(provider, out var last) && last.Outcome == outcome && health.At - last.At < WriteEvery) return;
        written[provider] = health;
        await rows.UpdateAsync(provider, _ => health, cancellationToken);
    }

    /// <summary>Reads how a provider's last fetch ended.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The outcome, or null when it was never asked.</returns>
    public Task<ProviderHealth?> FindAsync(string provider, CancellationToken cancellationToken) =>
        rows.FindAsync(provider, cancellationToken);
}
