using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers;

/// <summary>What came of asking a provider about a title.</summary>
public abstract record ProviderResult
{
    private ProviderResult()
    {
    }

    /// <summary>The provider answered.</summary>
    /// <param name="Ids">Ids the provider stated.</param>
    /// <param name="Metadata">What it told.</param>
    /// <param name="Candidates">The art it offers, each once.</param>
    /// <param name="Body">The raw body, as received, to be kept; empty when read back from where it is kept.</param>
    /// <param name="ETag">The body's tag, when the provider gave one.</param>
    public sealed record Fetched(
        ExternalIds Ids, TitleMetadata Metadata, IReadOnlyList<Candidate> Candidates, ReadOnlyMemory<byte> Body, string? ETag)
        : ProviderResult
    {
        /// <summary>Who plays in it, in order; empty when the provider does not tell, or not by TMDB's numbers of people.</summary>
        public EquatableList<CastMember> Cast { get; init; } = [];

        /// <summary>When the provider confirmed the body, if it was not asked now because another library had asked it; else null.</summary>
        public DateTimeOffset? SharedSince { get; init; }
    }

    /// <summary>The body that is kept is still the current one.</summary>
    public sealed record NotModified : ProviderResult;

    /// <summary>The provider does not know the title.</summary>
    /// <param name="Reason">A sentence for the person who looks.</param>
    public sealed record NotFound(string Reason) : ProviderResult;

    /// <summary>The provider asked to wait.</summary>
    /// <param name="RetryAfter">How long, when it said.</param>
    public sealed record RateLimited(TimeSpan? RetryAfter) : ProviderResult;

    /// <summary>The provider refused the configured key.</summary>
    /// <param name="Reason">A sentence that says which setting to look at.</param>
    public sealed record Unauthorized(string Reason) : ProviderResult;

    /// <summary>The provider could not be reached, failed, or sent what cannot be read.</summary>
    /// <param name="Reason">A sentence that says what went wrong, without secrets.</param>
    public sealed record Unavailable(string Reason) : ProviderResult;
}
