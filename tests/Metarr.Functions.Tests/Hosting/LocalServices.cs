using Metarr.Functions.Tests.Hosting;
using Metarr.LocalRuntime.Azurite;
using Metarr.ProviderSimulator;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(LocalServices))]

namespace Metarr.Functions.Tests.Hosting;

/// <summary>What all tests of this assembly share: one storage emulator, and the images that simulators have made.</summary>
public sealed class LocalServices : IAsyncLifetime
{
    private AzuriteProcess? azurite;

    /// <summary>The folder of this test run.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("metarr-tests-").FullName;

    /// <summary>The connection string of the emulator.</summary>
    public string Storage => azurite!.ConnectionString;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => azurite = await AzuriteProcess.EnsureRunningAsync(
        new AzuriteOptions(Folder) { UseFreePorts = true, StartTimeout = Patience.OfTests, StopTimeout = Patience.OfTests },
        NullLoggerFactory.Instance,
        TimeProvider.System,
        TestContext.Current.CancellationToken);

    /// <summary>A simulator for one test.</summary>
    /// <param name="faults">What goes wrong on the way; nothing by default.</param>
    public Task<SimulatorHost> StartSimulatorAsync(ProviderSimulator.Traffic.IFaultSource? faults = null)
    {
        var options = new SimulatorOptions { CacheDirectory = Path.Combine(Folder, "images") };
        return SimulatorHost.StartAsync(faults is null ? options : options with { Faults = faults }, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (azurite is not null) await azurite.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
