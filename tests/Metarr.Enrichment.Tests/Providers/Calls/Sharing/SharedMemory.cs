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

    /// <summary>How many conversations there were.</summary>
    public int Visits { get; private set; }

    public TState? this[string name]
    {
        get { lock (gate) return states.GetValueOrDefault(name); }
    }

    public ValueTask<TState?> UpdateAsync(string name, Func<TState?, TState> change, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Visits++;
            if (IsUnreachable) return ValueTask.FromResult<TState?>(null);
            return ValueTask.FromResult<TState?>(states[name] = change(states.GetValueOrDefault(name)));
        }
    }
}
