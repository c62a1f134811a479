using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Metarr.LocalRuntime.Hosting.Http;

/// <summary>Listens on the wanted port or, when it is taken, on the next free one.</summary>
/// <remarks>It tries while binding, so that no other process can take a port between the test and the use.</remarks>
internal sealed class NextFreePortTransport(IOptions<SocketTransportOptions> options, ILoggerFactory loggers) : IConnectionListenerFactory
{
    private const int MostTries = 100;

    private readonly SocketTransportFactory sockets = new(options, loggers);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is not IPEndPoint wanted)
            return await sockets.BindAsync(endpoint, cancellationToken);
        for (var port = wanted.Port; ; port++)
        {
            try
            {
                return await sockets.BindAsync(new IPEndPoint(wanted.Address, port), cancellationToken);
            }
            catch (AddressInUseException) when (port < Math.Min(wanted.Port + MostTries, IPEndPoint.MaxPort))
            {
                Logs.PortTaken(loggers.CreateLogger<NextFreePortTransport>(), port);
            }
        }
    }
}
