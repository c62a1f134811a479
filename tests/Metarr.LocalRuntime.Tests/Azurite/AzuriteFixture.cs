using Metarr.LocalRuntime.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(Metarr.LocalRuntime.Tests.Azurite.AzuriteFixture))]

namespace Metarr.LocalRuntime.Tests.Azurite;

/// <summary>One storage emulator for the tests of this assembly, on ports and in a folder of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private AzuriteProcess? _azurite;

    /// <summary>What a storage client needs to reach the emulator.</summary>
    public string ConnectionString => _azurite?.ConnectionString ?? throw new InvalidOperationException("The emulator is not running.");

    public async ValueTask InitializeAsync() =>
        _azurite = await AzuriteProcess.EnsureRunningAsync(
            new AzuriteOptions(_folder.Path) { UseFreePorts = true },
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _folder.Dispose();
    }
}
