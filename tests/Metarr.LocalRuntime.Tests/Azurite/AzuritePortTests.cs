using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Metarr.LocalRuntime.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Azurite;

public sealed class AzuritePortTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder other = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task An_emulator_that_answers_on_the_usual_ports_is_used_and_left_running()
    {
        var usual = FreePorts();
        await using var first = await StartAsync(other.Path, usual);
        await using (var second = await StartAsync(folder.Path, usual))
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
        var usual = FreePorts();
        await using var azurite = await StartAsync(folder.Path, usual);

        Assert.Equal(usual.ConnectionString, azurite.ConnectionString);
    }

    [Fact]
    public async Task Other_ports_are_taken_when_something_else_holds_a_usual_one()
    {
        var usual = FreePorts();
        using var stranger = new TcpListener(IPAddress.Loopback, usual.QueuePort);
        stranger.Start();

        await using var azurite = await StartAsync(folder.Path, usual);

        Assert.True(azurite.IsOwned);
        Assert.NotEqual(usual.ConnectionString, azurite.ConnectionString);
        await new TableServiceClient(azurite.ConnectionString).CreateTableAsync("Titles", Cancellation);
    }

    private static Task<AzuriteProcess> StartAsync(string folder, AzuriteEndpoints usual) => AzuriteProcess.EnsureRunningAsync(
        new AzuriteOptions(folder) { UsualEndpoints = usual }, NullLoggerFactory.Instance, TimeProvider.System, Cancellation);

    private static AzuriteEndpoints FreePorts()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var ports = Array.ConvertAll(listeners, listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        foreach (var listener in listeners)
            listener.Dispose();
        return new AzuriteEndpoints(ports[0], ports[1], ports[2]);
    }
}
