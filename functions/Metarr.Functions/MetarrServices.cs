using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Choosing;
using Metarr.Functions.Cloud;
using Metarr.Functions.Importing;
using Metarr.Functions.Live;
using Metarr.Functions.Publishing;
using Metarr.Functions.Queues;
using Metarr.Functions.Sharing;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Metarr.Functions;

/// <summary>Puts the parts of the function app together.</summary>
public static class MetarrServices
{
    /// <summary>Registers all that the functions need.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration; <c>docs/configuration.md</c> lists its settings.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMetarr(this IServiceCollection services, IConfiguration configuration)
    {
        SecretReferences.ForgetUnresolved(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddWebServer(configuration);
        services.AddMetarrTelemetry(configuration);
        services.AddSingleton(_ => new StorageClients(StorageOptions.From(configuration)));
        services.AddSingleton<TitleStore>();
        services.AddSingleton<TitleLeases>();
        services.AddSingleton<TitlesAtWork>();
        services.AddSingleton<LibraryStore>();
        services.AddSingleton<PeopleStore>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<AssetStore>();
        services.AddSingleton<AssetRefStore>();
        services.AddSingleton<ProviderBodyStore>();
        services.AddQueuedWork(configuration);
        services.AddLiveEvents(configuration);
        services.AddBulk(configuration);
        services.AddSharing(configuration);
        services.AddSingleton(new ImageInspector(decoder: ImageDecoders.Available));
        services.AddSingleton<CandidateAnalysis>();
        services.AddSingleton<KeptFiles>();
        services.AddSingleton<PersonalChoices>();
        services.AddSingleton<ScannedFiles>();
        services.AddSingleton<TitleEdits>();
        services.AddSingleton<MovieImport>();
        services.AddSingleton<MovieSearch>();
        services.AddSingleton<FormerCast>();
        services.AddSingleton<ListedTitles>();
        services.AddSingleton<RemovedTitles>();
        services.AddSingleton<TitleRemoval>();
        services.AddSingleton<RetiredFiles>();
        services.AddSingleton<FileVerification>();
        services.AddSingleton<AbandonedFiles>();
        services.AddHostedService<StorageSetup>();
        services.AddPublishing(configuration);
        return services.AddProviders(configuration);
    }

    private static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        var downloads = configuration.GetSection("Downloads").Get<DownloadOptions>() ?? new DownloadOptions();
        downloads.EnsureUsable();
        services.AddProviderCalls(configuration);
        services.AddProviderClients(configuration);
        services.AddSingleton(provider => new AssetDownloader(
            DownloadTransport.CreateClient(downloads),
            downloads,
            provider.GetRequiredService<IQuotaGate>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<CallMetrics>()));
        return services;
    }
}
