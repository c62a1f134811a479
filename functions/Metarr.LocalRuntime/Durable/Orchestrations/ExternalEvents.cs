using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>Events from outside and those who wait for them. The latest waiter of a name is served first, so that waits which a
/// <c>WhenAny</c> left behind do not take what a newer one asked for; events without a waiter are kept in order.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Stack<IWaiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<string?>> kept = new(StringComparer.OrdinalIgnoreCase);

    private interface IWaiter
    {
        Type Type { get; }

        bool IsWaiting { get; }

        void Serve(string? payload);
    }

    /// <summary>Waits for an event.</summary>
    /// <exception cref="ArgumentException">Another waiter of this name expects another type.</exception>
    public Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        var waiter = new Waiter<T>(converter);
        var waiters = LiveWaiters(name);
        if (waiters is null)
            this.waiters[name] = waiters = new Stack<IWaiter>();
        else if (waiters.Peek().Type != typeof(T))
            throw new ArgumentException(
                "Events with the same name must have the same type argument. "
                + $"Expected {waiters.Peek().Type.FullName} but was requested {typeof(T).FullName}.");

        waiters.Push(waiter);
        if (this.kept.TryGetValue(name, out var kept))
        {
            var payload = kept.Dequeue();
            if (kept.Count == 0)
                this.kept.Remove(name);
            Raise(name, payload);
        }

        if (cancellationToken.CanBeCanceled)
            cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        return waiter.Task;
    }

    /// <summary>Hands an event to the latest waiter, or keeps it.</summary>
    public void Raise(string name, string? payload)
    {
        if (LiveWaiters(name) is { } waiters)
        {
            waiters.Pop().Serve(payload);
            return;
        }

        if (!this.kept.TryGetValue(name, out var kept))
            this.kept[name] = kept = new Queue<string?>();
        kept.Enqueue(payload);
    }

    /// <summary>Gives up the kept events, each name's in their order.</summary>
    public IEnumerable<(string Name, string? Payload)> TakeKept()
    {
        var all = kept.SelectMany(kept => kept.Value.Select(payload => (kept.Key, payload))).ToList();
        kept.Clear();
        return all;
    }

    // A wait that was cancelled must not swallow an event.
    private Stack<IWaiter>? LiveWaiters(string name)
    {
        if (!this.waiters.TryGetValue(name, out var waiters))
            return null;
        while (waiters.TryPeek(out var waiter) && !waiter.IsWaiting)
            waiters.Pop();
        if (waiters.Count > 0)
            return waiters;
        this.waiters.Remove(name);
        return null;
    }

    private sealed class Waiter<T>(DataConverter converter) : TaskCompletionSource<T>, IWaiter
    {
        public Type Type => typeof(T);

        public bool IsWaiting => !Task.IsCompleted;

        public void Serve(string? payload)
        {
            T value;
            try
            {
                value = converter.Deserialize<T>(payload)!;
            }
            catch (Exception e)
            {
                TrySetException(e);
                return;
            }

            TrySetResult(value);
        }
    }
}
