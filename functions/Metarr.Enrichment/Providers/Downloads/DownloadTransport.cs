using System.Net;
using System.Net.Sockets;

namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>Makes the HTTP client for downloads.</summary>
public static class DownloadTransport
{
    /// <summary>A client that looks at the address a name stands for before it connects.</summary>
    /// <remarks>
    /// It follows no redirect (<see cref="AssetDownloader"/> does, and checks each), keeps no cookies, unpacks nothing, so that
    /// a small file cannot grow without bound, and uses no proxy, behind which the address could not be checked. Make one and
    /// keep it.
    /// </remarks>
    /// <param name="options">Which hosts may lie inside this network.</param>
    /// <returns>The client; the caller disposes it at the end of the process.</returns>
    /// <exception cref="ArgumentException">A host in the options cannot be read.</exception>
    public static HttpClient CreateClient(DownloadOptions options)
    {
        var hosts = new HostList(options);
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(hosts, context.DnsEndPoint, cancellationToken),
            MaxConnectionsPerServer = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = false,
        };
        return new HttpClient(handler, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "Metarr-Functions" }, { "Accept", "image/*, */*;q=0.1" } },
        };
    }

    private static async ValueTask<Stream> ConnectAsync(HostList hosts, DnsEndPoint server, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(server.Host, cancellationToken);
        if (!hosts.IsLocal(server.Host, server.Port)) addresses = [.. addresses.Where(AddressRules.IsPublic)];
        if (addresses.Length == 0) throw new ForbiddenAddressException(server.Host);

        // Connecting to the very addresses that were checked leaves no time in which the name could change its mind.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, server.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
