namespace Metarr.LocalRuntime.Durable.Commits;

/// <summary>A client's request: answered once it is written.</summary>
internal sealed class ClientCommit<T>(Func<Transaction, T> decide) : ICommit
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer.</summary>
    public Task<T> Answer => answer.Task;

    /// <inheritdoc/>
    public bool IsRequest => true;

    /// <inheritdoc/>
    public void Decide(Transaction transaction)
    {
        var answer = decide(transaction);
        transaction.Then(() => this.answer.TrySetResult(answer));
    }

    /// <inheritdoc/>
    public void Fail(Exception error) => answer.TrySetException(error);
}
