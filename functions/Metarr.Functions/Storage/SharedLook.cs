namespace Metarr.Functions.Storage;

/// <summary>Lets callers share a look at something: at most one look is under way, and those who come meanwhile share the next one.</summary>
/// <typeparam name="T">What is seen.</typeparam>
/// <param name="look">Looks; goes on for the others when one caller no longer waits.</param>
internal sealed class SharedLook<T>(Func<Task<T>> look)
{
    private readonly Lock gate = new();
    private Task<T>? running;
    private Task<T>? next;

    /// <summary>Looks, or shares a look that begins after this call.</summary>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    /// <returns>What was seen.</returns>
    public Task<T> ReadAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (running is null or { IsCompleted: true }) return (running = next = Task.Run(look)).WaitAsync(cancellationToken);
            if (next is null || next == running) next = FollowAsync(running);
            return next.WaitAsync(cancellationToken);
        }
    }

    private async Task<T> FollowAsync(Task<T> before)
    {
        // Whether the look before succeeded is told to those who waited for it.
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Task<T> own;
        lock (gate) own = running = next = Task.Run(look);
        return await own;
    }
}
