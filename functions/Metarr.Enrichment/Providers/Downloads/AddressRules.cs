using System.Net;
using System.Net.Sockets;

namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>Tells addresses of the public internet from those that lead inside.</summary>
internal static class AddressRules
{
    // IANA's special-purpose registries (RFC 6890 and its updates), as far as an image server has no business there.
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Of IPv6 only what is handed out for global use; within it, documentation, Teredo and its like, and 6to4 are not.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Inside6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(network => IPNetwork.Parse(network))];

    /// <summary>Whether an address is public: not private, loopback, link-local, multicast or reserved.</summary>
    /// <param name="address">The address that a name stands for.</param>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Inside.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => Global6.Contains(address) && !Inside6.Any(network => network.Contains(address)),
            _ => false,
        };
    }
}
