namespace Metarr.Enrichment.Providers.Calls.Sharing;

/// <summary>Small states that all instances of the app share, each under a name.</summary>
/// <remarks>
/// Nobody waits long for it and nobody fails for its sake: when the states cannot be reached, the answer is null, and whoever asked
/// goes on with what it knows by itself.
/// </remarks>
/// <typeparam name="TState">The state; compared by value.</typeparam>
public interface ISharedState<TState>
    where TState : class
{
    /// <summary>Changes a state as one step, between any two steps of others.</summary>
    /// <param name="name">The state's name.</param>
    /// <param name="change">
    /// Makes the next state of the current one (null: there is none yet); an equal one is not written. It is called anew for each
    /// state that others bring about meanwhile, and only the last call counts.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state as it is afterwards, or null when the shared states cannot be reached now.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    ValueTask<TState?> UpdateAsync(string name, Func<TState?, TState> change, CancellationToken cancellationToken);
}
