namespace Metarr.Enrichment.Providers.Calls;

/// <summary>How patient and how greedy calls to providers are.</summary>
public sealed record CallOptions
{
    /// <summary>How long one try may take, its body included. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call of <see cref="CallPriority.Interactive"/> is repeated at most. Default 2.</summary>
    public int InteractiveRetries { get; init; } = 2;

    /// <summary>How often a call of <see cref="CallPriority.Background"/> is repeated at most. Default 5.</summary>
    public int BackgroundRetries { get; init; } = 5;

    /// <summary>The largest body that is read, bytes after decompression. Default 20 MB.</summary>
    public int MaxBodyBytes { get; init; } = 20 * 1024 * 1024;
}
