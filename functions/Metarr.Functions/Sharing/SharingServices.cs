using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Sharing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Metarr.Functions.Sharing;

/// <summary>Puts the parts of sharing together.</summary>
internal static class SharingServices
{
    /// <summary>Registers them; without a setting of <c>ProviderCache</c> nothing is shared, and all else works the same.</summary>
    /// <exception cref="InvalidOperationException">A value cannot be used; the message names the setting.</exception>
    public static void AddSharing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => new SharedImages(
            provider.GetService<SharedContainer>(), provider.GetRequiredService<TimeProvider>()));
        if (SharingOptions.From(configuration) is not { } options) return;
        services.AddSingleton(options);
        services.AddSingleton<SharedContainer>();
        services.AddSingleton<ISharedAnswers, SharedAnswerStore>();
        services.AddHostedService<SharingSetup>();
    }

    /// <summary>The provider as it is registered: its answers are shared where anything is.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="provider">The provider's client.</param>
    public static IMetadataProvider Shared(this IServiceProvider services, IMetadataProvider provider) =>
        services.GetService<SharingOptions>() is { } options
            ? new SharedProvider(
                provider,
                services.GetRequiredService<ISharedAnswers>(),
                options.Terms[provider.Name],
                services.GetRequiredService<TimeProvider>())
            : provider;

    /// <summary>The list of changes as it is registered.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="changes">Who lists changes.</param>
    /// <param name="source">Its address.</param>
    public static IChangesFeed Shared(this IServiceProvider services, IChangesFeed changes, Uri source) =>
        services.GetService<ISharedAnswers>() is { } answers
            ? new SharedChanges(changes, source.AbsoluteUri, answers, services.GetRequiredService<TimeProvider>())
            : changes;

    /// <summary>Creates the container before the first function runs.</summary>
    private sealed class SharingSetup(SharedContainer container) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => container.CreateMissingAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
