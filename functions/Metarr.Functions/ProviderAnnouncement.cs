using Metarr.Enrichment.Providers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions;

/// <summary>Says once, when the app starts, which providers are off because they have no key.</summary>
internal sealed class ProviderAnnouncement(IEnumerable<IMetadataProvider> providers, ILogger<ProviderAnnouncement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var provider in providers.Where(provider => !provider.IsConfigured))
        {
            Logs.ProviderIsOff(logger, provider.Name, $"Providers__{char.ToUpperInvariant(provider.Name[0])}{provider.Name[1..]}__ApiKey");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
