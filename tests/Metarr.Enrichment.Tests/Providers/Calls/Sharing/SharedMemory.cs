using Metarr.Enrichment.Providers.Calls.Sharing;

namespace Metarr.Enrichment.Tests.Providers.Calls.Sharing;

/// <summary>Shared states in memory, which can be out of reach.</summary>
internal sealed class SharedMemory<TState> : ISharedState<TState>
    where TState : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, TState> states = [];

    /// <summary>Whether nobody reaches them.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>Each conversation waits for its turn here, when there is one.</summary>
    public SemaphoreSlim? Turnstile { get; init; }

    /// <summary>How many conversations there were.</summary>
    public int Visits { get; private set; }

    public TState? this[string name]
    {
        get { lock (gate) return states.GetValueOrDefault(name); }
    }

    public async ValueTask<TState?> UpdateAsync(string name, Func<TState?, TState> change, CancellationToken cancellationToken)
    {
        if (Turnstile is not null) await Turnstile.WaitAsync(cancellationToken);
        lock (gate)
        {
            Visits++;
            if (IsUnreachable) return null;
            return states[name] = change(states.GetValueOrDefault(name));
        }
    }
}
