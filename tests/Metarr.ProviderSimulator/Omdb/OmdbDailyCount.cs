namespace Metarr.ProviderSimulator.Omdb;

/// <summary>Counts the requests of each key from one midnight UTC to the next. Safe to use from any thread.</summary>
/// <param name="limit">How many are answered; null for all.</param>
/// <param name="time">Says what day it is.</param>
internal sealed class OmdbDailyCount(int? limit, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private DateOnly day;

    /// <summary>Counts one request, unless the day's are used up.</summary>
    public bool TryCount(string key)
    {
        lock (gate)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (today != day)
                counts.Clear();
            day = today;
            var count = counts.GetValueOrDefault(key);
            if (count >= limit)
                return false;
            counts[key] = count + 1;
            return true;
        }
    }
}
