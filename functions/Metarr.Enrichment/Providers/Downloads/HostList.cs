namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>The hosts that images may come from.</summary>
internal sealed class HostList
{
    private const int HttpsPort = 443;

    private readonly HashSet<string> allowed;
    private readonly HashSet<string> local;

    /// <summary>Reads the lists of the configuration.</summary>
    /// <exception cref="ArgumentException">An entry is no host, or a local one lacks its port.</exception>
    public HostList(DownloadOptions options)
    {
        allowed = Parse(options.AllowedHosts, nameof(DownloadOptions.AllowedHosts), HttpsPort);
        local = Parse(options.LocalHosts, nameof(DownloadOptions.LocalHosts), defaultPort: null);
    }

    /// <summary>Why an address may not be asked; null when it may.</summary>
    public string? Objection(Uri url)
    {
        if (!url.IsAbsoluteUri) return "The address has no host.";
        if (url.UserInfo.Length > 0) return "Addresses with credentials are not asked.";
        if (IsLocal(url.Host, url.Port) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)) return null;
        if (url.Scheme != Uri.UriSchemeHttps) return "Images are fetched over https only.";
        return allowed.Contains(Key(url.Host, url.Port))
            ? null
            : $"{url.Authority} is not among the hosts that images may come from.";
    }

    /// <summary>Whether a server may lie inside this network, because the configuration says so.</summary>
    public bool IsLocal(string host, int port) => local.Contains(Key(host, port));

    private static HashSet<string> Parse(IReadOnlyList<string> entries, string setting, int? defaultPort) =>
        entries.Select(entry => Parse(entry, setting, defaultPort)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string Parse(string entry, string setting, int? defaultPort)
    {
        // A scheme that has no default port, so that "no port" can be told from any real one.
        if (Uri.TryCreate($"host://{entry}", UriKind.Absolute, out var url) &&
            string.Equals(url.Authority, entry, StringComparison.OrdinalIgnoreCase) &&
            (url.Port > 0 ? url.Port : defaultPort) is { } port)
        {
            return Key(url.Host, port);
        }

        var form = defaultPort is null ? "host:port" : "host or host:port";
        throw new ArgumentException($"'{entry}' in {setting} must be {form}.", setting);
    }

    private static string Key(string host, int port) => $"{host.Trim('[', ']')}:{port}";
}
