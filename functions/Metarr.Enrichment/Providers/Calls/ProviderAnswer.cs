namespace Metarr.Enrichment.Providers.Calls;

/// <summary>What came of a <see cref="ProviderCall"/>, once all tries are spent.</summary>
public abstract record ProviderAnswer
{
    private ProviderAnswer()
    {
    }

    /// <summary>The provider answered with well-formed JSON.</summary>
    /// <param name="Body">The JSON, decompressed, without a byte order mark.</param>
    /// <param name="ETag">Its tag, when the provider gave one.</param>
    public sealed record Ok(ReadOnlyMemory<byte> Body, string? ETag) : ProviderAnswer;

    /// <summary>The body of the presented tag is still the current one.</summary>
    public sealed record NotModified : ProviderAnswer;

    /// <summary>The provider knows nothing under this address (404).</summary>
    /// <param name="Body">What it said, possibly empty and possibly no JSON.</param>
    public sealed record NotFound(ReadOnlyMemory<byte> Body) : ProviderAnswer;

    /// <summary>The provider, or the quota kept for it, asks to wait.</summary>
    /// <param name="RetryAfter">How long, when that is known.</param>
    public sealed record RateLimited(TimeSpan? RetryAfter) : ProviderAnswer;

    /// <summary>The provider refused the key (401, 403; 400 to a login).</summary>
    /// <param name="Body">What it said, possibly empty and possibly no JSON; some say here that a quota is spent.</param>
    public sealed record Unauthorized(ReadOnlyMemory<byte> Body) : ProviderAnswer;

    /// <summary>The provider could not be reached, failed, or sent what is no JSON.</summary>
    /// <param name="Reason">A sentence that says what went wrong, without secrets.</param>
    public sealed record Unavailable(string Reason) : ProviderAnswer;
}
