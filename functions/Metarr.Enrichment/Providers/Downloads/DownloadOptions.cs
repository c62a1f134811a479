namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>From where images may come, and how large and slow they may be.</summary>
public sealed record DownloadOptions
{
    /// <summary>The hosts that serve art: <c>host</c> or <c>host:port</c>. Default: the four providers' CDNs.</summary>
    /// <remarks>
    /// Without a port, 443 is meant. They are asked over https only, and only when their name stands for a public address.
    /// </remarks>
    public IReadOnlyList<string> AllowedHosts { get; init; } =
        ["image.tmdb.org", "artworks.thetvdb.com", "assets.fanart.tv", "m.media-amazon.com"];

    /// <summary>Servers on this machine or network, as <c>host:port</c>. Default: none.</summary>
    /// <remarks>They may be asked over plain http too. For tests and demonstrations; whoever names one trusts it.</remarks>
    public IReadOnlyList<string> LocalHosts { get; init; } = [];

    /// <summary>The largest file that is taken, bytes. Default 50 MB.</summary>
    public int MaxBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>How many redirects are followed. Default 5.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>How often a download that failed is begun anew. Default 2, which makes three tries.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>How long nothing may arrive before a try is given up. Default 10 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one try may take altogether, however steadily bytes drip in. Default 60 s.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Looks whether images can be fetched by these settings.</summary>
    /// <exception cref="ArgumentException">One cannot be used; the message names it.</exception>
    public void EnsureUsable()
    {
        _ = new HostList(this);
        if (MaxBytes <= 0) throw new ArgumentException("Downloads:MaxBytes must be above 0.");
        if (MaxRedirects < 0 || Retries < 0) throw new ArgumentException("Downloads:MaxRedirects and Downloads:Retries must be 0 or more.");
        if (StallTimeout <= TimeSpan.Zero || TryTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentException("Downloads:StallTimeout and Downloads:TryTimeout must be longer than no time.");
        }
    }
}
