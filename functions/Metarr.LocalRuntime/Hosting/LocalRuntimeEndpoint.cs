using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>Where the started host answers. A singleton of the host's services.</summary>
public sealed class LocalRuntimeEndpoint
{
    private readonly IServer server;

    internal LocalRuntimeEndpoint(IServer server) => this.server = server;

    /// <summary>The address to send requests to, such as <c>http://127.0.0.1:7071/</c>, without the route prefix.</summary>
    /// <exception cref="InvalidOperationException">The host has not been started.</exception>
    public Uri BaseAddress
    {
        get
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("The host has no address before it has been started.");
            var uri = new Uri(address);
            var listensEverywhere = IPAddress.TryParse(uri.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
            return listensEverywhere ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri : uri;
        }
    }
}
