using System.Net;

namespace Metarr.Enrichment.Providers.Calls;

/// <summary>Makes the HTTP client for calls to the providers' APIs.</summary>
public static class CallTransport
{
    /// <summary>A client that keeps no cookies, follows no redirect, and understands compression.</summary>
    /// <remarks>
    /// A redirect could carry a key elsewhere. There is no time-out here: <see cref="ProviderHttp"/> sets one for each try.
    /// Make one client and keep it.
    /// </remarks>
    /// <returns>The client; the caller disposes it at the end of the process.</returns>
    public static HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            DefaultProxyCredentials = null,
            MaxConnectionsPerServer = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        return new HttpClient(handler, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "User-Agent", "Metarr-Functions" } },
        };
    }
}
