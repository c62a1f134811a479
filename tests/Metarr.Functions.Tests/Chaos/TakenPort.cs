using System.Net;
using System.Net.Sockets;
using Metarr.LocalRuntime.Azurite;
using Metarr.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Sdk;

namespace Metarr.Functions.Tests.Chaos;

public sealed class TakenPort : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("metarr-port-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demonstration_whose_simulator_had_to_move_says_so_and_is_not_taken_for_another()
    {
        using var port = ReservedPort.Take();
        using var stranger = new TcpListener(IPAddress.Loopback, port.Number);
        stranger.Start();

        var data = Path.Combine(folder, "data");
        using var demo = DemoProcess.Start(data, films: 1, port);

        await Assert.ThrowsAsync<DoesNotContainException>(() => demo.KillAsync(TimeSpan.Zero, Cancelled));

        // The storage emulator outlives the kill until its data is saved; who starts the next one waits for that.
        await using var next = await AzuriteProcess.EnsureRunningAsync(
            new AzuriteOptions(data) { UseFreePorts = true }, NullLoggerFactory.Instance, TimeProvider.System, Cancelled);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
