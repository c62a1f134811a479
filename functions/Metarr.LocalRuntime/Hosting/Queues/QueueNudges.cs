using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>Tells a queue's listener in this process that a message was just sent, so that it need not wait for its next look.</summary>
internal sealed class QueueNudges
{
    private readonly ConcurrentDictionary<string, Channel<bool>> nudges = new(StringComparer.OrdinalIgnoreCase);

    public void Nudge(string queueName) => For(queueName).Writer.TryWrite(true);

    /// <summary>Waits for a nudge, at most as long as given.</summary>
    public async Task WaitAsync(string queueName, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = For(queueName).Reader;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var nudged = reader.WaitToReadAsync(enough.Token).AsTask();
        await Task.WhenAny(nudged, Task.Delay(longest, time, enough.Token));
        await enough.CancelAsync();
        reader.TryRead(out _);
    }

    private Channel<bool> For(string queueName) => nudges.GetOrAdd(queueName, static _ =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
