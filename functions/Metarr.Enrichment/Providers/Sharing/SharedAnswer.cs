namespace Metarr.Enrichment.Providers.Sharing;

/// <summary>What a provider said to one library and would say to any other that asks the same.</summary>
/// <param name="Content">The raw body, as a client keeps it; the reason, as plain text, when the provider does not know the title.</param>
/// <param name="IsKnown">Whether the provider knows the title.</param>
/// <param name="FetchedAt">When the body was fetched.</param>
/// <param name="ConfirmedAt">When the provider last said that this is its answer; not before <paramref name="FetchedAt"/>.</param>
public sealed record SharedAnswer(
    ReadOnlyMemory<byte> Content, bool IsKnown, DateTimeOffset FetchedAt, DateTimeOffset ConfirmedAt)
{
    /// <summary>The body's tag, when the provider gave one.</summary>
    public string? ETag { get; init; }

    /// <summary>Which writing of the answer this is, as the store names it; null for one that was not read from there.</summary>
    public string? Version { get; init; }
}
