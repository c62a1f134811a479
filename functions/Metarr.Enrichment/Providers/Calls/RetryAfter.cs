using System.Net.Http.Headers;

namespace Metarr.Enrichment.Providers.Calls;

/// <summary>Reads how long a server asks to wait.</summary>
internal static class RetryAfter
{
    /// <summary>The longest wait that is sat out; whoever is asked to wait longer gives up at once.</summary>
    public static readonly TimeSpan Bearable = TimeSpan.FromSeconds(30);

    /// <summary>The wait that a header states, in seconds or as a date; null when there is none, or when it has passed.</summary>
    /// <remarks>A wait of nothing counts as none stated, so that the growing pauses of the retry hold instead.</remarks>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var stated = headers.RetryAfter;
        var wait = stated?.Delta ?? stated?.Date - now;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
