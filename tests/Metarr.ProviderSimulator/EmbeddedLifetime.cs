using Microsoft.Extensions.Hosting;

namespace Metarr.ProviderSimulator;

/// <summary>Leaves Ctrl-C and SIGTERM to the program that started the simulator, which may have more to stop than this.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
