namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>The single thread of an orchestration, as a synchronisation context: continuations of an orchestrator run inside
/// <see cref="Run"/>, one at a time, in a fixed order. A continuation that comes from elsewhere means that something other than
/// a durable task was awaited; it is not run, because its moment could not be repeated.</summary>
internal sealed class OrchestrationDispatcher(Action onForeignContinuation) : SynchronizationContext
{
    /// <summary>What such an orchestration fails with.</summary>
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks "
        + "in an orchestrator function's implementation or by middleware that invokes asynchronous code.";

    [ThreadStatic]
    private static OrchestrationDispatcher? current;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> continuations = new();

    /// <summary>Throws unless the caller runs inside <see cref="Run"/>.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public void RequireOwnThread()
    {
        if (current != this)
            throw new InvalidOperationException(IllegalAwait);
    }

    /// <summary>Runs something and all continuations that follow from it.</summary>
    public void Run(Action action)
    {
        var (outerDispatcher, outerContext) = (current, Current);
        current = this;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (continuations.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            current = outerDispatcher;
            SetSynchronizationContext(outerContext);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (current == this)
            continuations.Enqueue((d, state));
        else
            onForeignContinuation();
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        RequireOwnThread();
        d(state);
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
