namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>How long to wait before looking at a queue again: twice as long each time it was empty, up to a limit.</summary>
internal sealed class IdlePolling(TimeSpan longest)
{
    /// <summary>The pause after the first empty look.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan next = Shortest;

    /// <summary>Something was found: the next pause is the shortest again.</summary>
    public void Reset() => next = Shortest;

    /// <summary>The pause after one more look that found nothing.</summary>
    public TimeSpan Next()
    {
        var pause = next;
        next = next * 2 < longest ? next * 2 : longest;
        return pause;
    }
}
