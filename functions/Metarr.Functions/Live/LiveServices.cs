using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Metarr.Functions.Live;

/// <summary>Registers live events.</summary>
internal static class LiveServices
{
    /// <summary>Registers what sends them.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration.</param>
    public static void AddLiveEvents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(LiveOptions.From(configuration));
        services.AddHostedService<LiveQueueSetup>();
        services.AddSingleton<LiveEvents>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveEvents>());
    }

    /// <summary>Creates the queue before the first function runs.</summary>
    private sealed class LiveQueueSetup(LiveOptions options, StorageClients storage) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            options.IsOn
                ? storage.Queue(options.QueueName).CreateIfNotExistsAsync(cancellationToken: cancellationToken)
                : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
