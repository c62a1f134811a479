using System.Diagnostics;

namespace Metarr.Benchmarks.Api;

/// <summary>What came of a request.</summary>
/// <param name="Name">The sort of request.</param>
/// <param name="Milliseconds">From the moment it was due to the last byte of the answer.</param>
/// <param name="IsWell">Whether the answer was a success.</param>
internal sealed record Sent(string Name, double Milliseconds, bool IsWell);

/// <summary>Sends requests by a fixed schedule, whether earlier ones were answered or not, as many callers would.</summary>
/// <remarks>
/// Each is timed from when it was due: an app that stands still makes all that was due meanwhile late, and is not spared by a
/// sender that waits for it.
/// </remarks>
internal static class OpenLoop
{
    /// <summary>Sends by the schedule, and waits for the last answer.</summary>
    /// <param name="perSecond">How many are due each second.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="send">Sends one; tells its sort, and whether it was well.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What came of each.</returns>
    public static async Task<IReadOnlyList<Sent>> RunAsync(
        double perSecond, int count, Func<int, Task<(string Name, bool IsWell)>> send, CancellationToken cancellationToken)
    {
        var pending = new Task<Sent>[count];
        var ticksBetween = Stopwatch.Frequency / perSecond;
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var due = start + (long)(number * ticksBetween);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancellationToken);
            pending[number] = SendAsync(number, due, send);
        }

        return await Task.WhenAll(pending);
    }

    private static async Task<Sent> SendAsync(int number, long due, Func<int, Task<(string Name, bool IsWell)>> send)
    {
        // Off the schedule's own thread, which would be late for the next one.
        await Task.Yield();
        var (name, isWell) = await send(number);
        return new Sent(name, Stopwatch.GetElapsedTime(due).TotalMilliseconds, isWell);
    }
}
