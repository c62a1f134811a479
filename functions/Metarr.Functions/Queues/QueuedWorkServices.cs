using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Metarr.Functions.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions.Queues;

/// <summary>Registers what queued work and webhooks need.</summary>
internal static class QueuedWorkServices
{
    public static void AddQueuedWork(this IServiceCollection services, IConfiguration configuration)
    {
        QueueNames.AddDefaults(configuration);
        services.AddSingleton(provider => new WorkQueues(provider.GetRequiredService<StorageClients>(), configuration));
        services.AddSingleton<EnrichmentStart>();
        services.AddSingleton<EnrichJobs>();
        services.AddSingleton<LibraryRefresh>();
        services.AddSingleton(RefreshOptions.From(configuration));
        services.AddSingleton<ScheduledRefresh>();
        services.AddSingleton<ActivityStore>();
        services.AddSingleton<DeletionStore>();
        services.AddSingleton<TitleRegistry>();
        services.AddSingleton<DeletedTitles>();
        services.AddSingleton(new WebhookAccess(configuration));
        services.AddSingleton<WebhookWork>();
        services.AddSingleton<FailedMessages>();
    }
}
