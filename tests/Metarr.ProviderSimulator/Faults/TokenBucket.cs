namespace Metarr.ProviderSimulator.Faults;

/// <summary>Holds up to one second's worth of tokens and fills at a steady rate.</summary>
internal sealed class TokenBucket(double tokensPerSecond, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly double capacity = Math.Max(1, tokensPerSecond);
    private double tokens = Math.Max(1, tokensPerSecond);
    private long filledAt = time.GetTimestamp();

    /// <summary>Takes a token, or says how long it is until there is one.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            tokens = Math.Min(capacity, tokens + time.GetElapsedTime(filledAt, now).TotalSeconds * tokensPerSecond);
            filledAt = now;
            wait = tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - tokens) / tokensPerSecond);
            if (tokens < 1)
                return false;
            tokens--;
            return true;
        }
    }
}
