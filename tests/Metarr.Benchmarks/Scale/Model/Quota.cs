namespace Metarr.Benchmarks.Scale.Model;

/// <summary>A provider's quota in simulated time: who comes first is served first, at the provider's rate.</summary>
/// <param name="perSecond">Calls a second.</param>
/// <param name="perDay">Calls from one midnight to the next; null for no limit.</param>
internal sealed class Quota(double perSecond, double? perDay = null)
{
    private const double Day = 86_400;

    private double free;
    private long today = -1;
    private double usedToday;

    /// <summary>How many calls were made.</summary>
    public double Calls { get; private set; }

    /// <summary>How many could not be made because the day's were spent.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes a number of calls.</summary>
    /// <param name="now">The simulated time, seconds. Callers come in the order of time.</param>
    /// <param name="calls">How many; a fraction counts in the long run.</param>
    /// <returns>When the last of them may be made; null when the day's are spent.</returns>
    public double? Take(double now, double calls)
    {
        if ((long)(now / Day) is var day && day != today) (today, usedToday) = (day, 0);
        if (perDay is { } limit && usedToday + calls > limit)
        {
            Refused++;
            return null;
        }

        usedToday += calls;
        Calls += calls;
        free = Math.Max(free, now) + calls / perSecond;
        return free;
    }
}
