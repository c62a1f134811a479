namespace Metarr.Functions.Storage;

/// <summary>Lets callers share a look at something: at most one look is under way, and those who come meanwhile share the next one.</summary>
/// <typeparam name="T">What is seen.</typeparam>
/// <param name="look">Looks; goes on for the others when one caller no longer waits.</param>
/// <param name="time">The clock that the age of a look goes by.</param>
internal sealed class SharedLook<T>(Func<Task<T>> look, TimeProvider time)
    where T : class
{
    private readonly Lock gate = new();
    private Task<T>? running;
    private Task<T>? next;
    private Seen? latest;
    private int changes;

    /// <summary>Looks, or shares a look that begins after this call.</summary>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    /// <returns>What was seen.</returns>
    public Task<T> ReadAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (running is null or { IsCompleted: true }) return (next = Begin()).WaitAsync(cancellationToken);
            if (next is null || next == running) next = FollowAsync(running);
            return next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Takes what was seen a moment ago; otherwise looks. When half of the age is over, a look begins that this caller does not wait
    /// for, so that while many ask nobody waits.
    /// </summary>
    /// <param name="longestAge">How long ago the look may have begun.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    /// <returns>What was seen.</returns>
    public Task<T> ReadAsync(TimeSpan longestAge, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (latest is { } seen && time.GetElapsedTime(seen.BegunAt) is var age && age <= longestAge)
            {
                if (age > longestAge / 2 && running is null or { IsCompleted: true }) next = Begin();
                return Task.FromResult(seen.Value);
            }
        }

        return ReadAsync(cancellationToken);
    }

    /// <summary>Says that something has changed: neither what was seen nor what is being seen is taken for recent from now on.</summary>
    /// <param name="amend">What was seen, with the change in it; null when that is not known, and a new look is needed.</param>
    public void Change(Func<T, T?>? amend = null)
    {
        lock (gate)
        {
            changes++;
            var amended = latest is { } seen && amend is not null ? amend(seen.Value) : default;
            latest = amended is null ? null : latest! with { Value = amended };
        }
    }

    private async Task<T> FollowAsync(Task<T> before)
    {
        // Whether the look before succeeded is told to those who waited for it.
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Task<T> own;
        lock (gate) own = next = Begin();
        return await own;
    }

    private Task<T> Begin()
    {
        var (begunAt, before) = (time.GetTimestamp(), changes);
        return running = Task.Run(async () =>
        {
            var value = await look();
            lock (gate)
            {
                if (changes == before) latest = new Seen(value, begunAt);
            }

            return value;
        });
    }

    private sealed record Seen(T Value, long BegunAt);
}
