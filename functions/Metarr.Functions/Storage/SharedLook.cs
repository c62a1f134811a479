namespace Metarr.Functions.Storage;

/// <summary>Lets callers share a look at something: at most one look is under way, and those who come meanwhile share the next one.</summary>
/// <typeparam name="T">What is seen.</typeparam>
/// <param name="look">Looks; goes on for the others when one caller no longer waits.</param>
/// <param name="time">The clock that the age of a look goes by.</param>
internal sealed class SharedLook<T>(Func<Task<T>> look, TimeProvider time)
{
    private readonly Lock gate = new();
    private Task<T>? running;
    private Task<T>? next;
    private long begunAt;
    private bool isForgotten;

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

    /// <summary>Takes what was seen a moment ago, unless it was forgotten since; otherwise looks.</summary>
    /// <param name="longestAge">How long ago the look may have begun.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    /// <returns>What was seen.</returns>
    public Task<T> ReadAsync(TimeSpan longestAge, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var isRecent = !isForgotten && running is { IsCompletedSuccessfully: true } && time.GetElapsedTime(begunAt) <= longestAge;
            if (isRecent) return running!;
        }

        return ReadAsync(cancellationToken);
    }

    /// <summary>Says that something has changed: whatever was seen, or is being seen, is no longer taken for recent.</summary>
    public void Forget()
    {
        lock (gate) isForgotten = true;
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
        (begunAt, isForgotten) = (time.GetTimestamp(), false);
        return running = Task.Run(look);
    }
}
