using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Metarr.LocalRuntime.Azurite;
using Metarr.Tests.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Azurite;

public sealed class AzuritePortTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder other = new();
    private readonly ReservedPort[] ports = [ReservedPort.Take(), ReservedPort.Take(), ReservedPort.Take()];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AzuriteEndpoints Usual => new(ports[0].Number, ports[1].Number, ports[2].Number);

    public void Dispose()
    {
        folder.Dispose();
        other.Dispose();
        foreach (var port in ports)
            port.Dispose();
    }

    [Fact]
    public async Task An_emulator_that_answers_on_the_usual_ports_is_used_and_left_running()
    {
        await using var first = await StartAsync(other.Path);
        await using (var second = await StartAsync(folder.Path))
        {
            Assert.False(second.IsOwned);
            Assert.Equal(first.ConnectionString, second.ConnectionString);
            await second.DisposeAsync();
        }

        await new TableServiceClient(first.ConnectionString).CreateTableAsync("Titles", Cancellation);
    }

    [Fact]
    public async Task The_usual_ports_are_taken_when_they_are_free()
    {
        await using var azurite = await StartAsync(folder.Path);

        Assert.Equal(Usual.ConnectionString, azurite.ConnectionString);
    }

    [Fact]
    public async Task Other_ports_are_taken_when_something_else_holds_a_usual_one()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, Usual.QueuePort);
        stranger.Start();

        await using var azurite = await StartAsync(folder.Path);

        Assert.True(azurite.IsOwned);
        Assert.NotEqual(Usual.ConnectionString, azurite.ConnectionString);
        await new TableServiceClient(azurite.ConnectionString).CreateTableAsync("Titles", Cancellation);
    }

    private Task<AzuriteProcess> StartAsync(string folder) => AzuriteProcess.EnsureRunningAsync(
        TestStorage.In(folder) with { UseFreePorts = false, UsualEndpoints = Usual }, NullLoggerFactory.Instance, TimeProvider.System, Cancellation);
}
