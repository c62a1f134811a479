using System.Net;
using System.Net.Sockets;

namespace Metarr.Tests.Ports;

/// <summary>A port of this machine that is one test's alone until it is disposed, whether anybody listens on it just then or not.</summary>
/// <remarks>
/// It lies below what the system hands out to whoever asks for any free port, so that nobody comes by it by chance; a process hands out
/// none twice; and a socket of the other protocol, bound to the same number, keeps the tests of other processes away.
/// </remarks>
internal sealed class ReservedPort : IDisposable
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int taken = Random.Shared.Next(Count);

    private readonly Socket claim;

    private ReservedPort(int number, Socket claim) => (Number, this.claim) = (number, claim);

    /// <summary>The port, for TCP on 127.0.0.1.</summary>
    public int Number { get; }

    /// <summary>Takes a port on which nobody listens.</summary>
    /// <exception cref="InvalidOperationException">There is none left.</exception>
    public static ReservedPort Take()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var number = First + (Interlocked.Increment(ref taken) % Count);
            if (TryBind(number, SocketType.Dgram, ProtocolType.Udp) is not { } claim) continue;
            using var probe = TryBind(number, SocketType.Stream, ProtocolType.Tcp);
            if (probe is not null) return new ReservedPort(number, claim);
            claim.Dispose();
        }

        throw new InvalidOperationException($"All ports from {First} to {First + Count - 1} are taken.");
    }

    public void Dispose() => claim.Dispose();

    private static Socket? TryBind(int number, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, protocol) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, number));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
