namespace Metarr.LocalRuntime.Durable.Commits;

/// <summary>A commit of the engine itself. Nobody waits for an answer: what is lost when the engine closes is found again from the
/// history at the next start.</summary>
internal sealed class EngineCommit(Action<Transaction> decide) : ICommit
{
    /// <inheritdoc/>
    public bool IsRequest => false;

    /// <inheritdoc/>
    public void Decide(Transaction transaction) => decide(transaction);

    /// <inheritdoc/>
    public void Fail(Exception error)
    {
        // The commit loop has told of its breaking already, once.
    }
}
