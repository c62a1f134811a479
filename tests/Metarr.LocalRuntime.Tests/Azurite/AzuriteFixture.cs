using Metarr.LocalRuntime.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(Metarr.LocalRuntime.Tests.Azurite.AzuriteFixture))]

namespace Metarr.LocalRuntime.Tests.Azurite;

/// <summary>One storage emulator for the tests of this assembly, on ports and in a folder of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private AzuriteProcess? azurite;

    /// <summary>What a storage client needs to reach the emulator.</summary>
    public string ConnectionString => azurite?.ConnectionString ?? throw new InvalidOperationException("The emulator is not running.");

    public async ValueTask InitializeAsync() =>
        azurite = await AzuriteProcess.EnsureRunningAsync(
            TestStorage.In(folder.Path),
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
        folder.Dispose();
    }
}
