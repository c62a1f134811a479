using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Fanart;
using Metarr.Enrichment.Providers.Omdb;
using Metarr.Enrichment.Providers.Tmdb;
using Metarr.Enrichment.Providers.Tvdb;
using Metarr.Functions.Sharing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions;

/// <summary>Registers the providers. A further one is one line here, and one for its rate in <see cref="ProviderRates"/>.</summary>
internal static class ProviderServices
{
    /// <summary>Registers a client of each provider; those without a key say that they are off when the app starts.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration; each provider's section is <c>Providers:{Name}</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddProviderClients(this IServiceCollection services, IConfiguration configuration)
    {
        var (tmdb, tvdb) = (Options<TmdbOptions>(configuration, "Tmdb"), Options<TvdbOptions>(configuration, "Tvdb"));
        var (fanart, omdb) = (Options<FanartOptions>(configuration, "Fanart"), Options<OmdbOptions>(configuration, "Omdb"));
        services.AddSingleton<IMetadataProvider>(provider => provider.Shared(new TmdbClient(tmdb, Http(provider))));
        services.AddSingleton<IChangesFeed>(provider => provider.Shared(new TmdbChanges(tmdb, Http(provider)), tmdb.BaseUrl));
        services.AddSingleton<ITitleSearch>(provider => new TmdbSearch(tmdb, Http(provider)));
        services.AddSingleton<IMetadataProvider>(provider => provider.Shared(new TvdbClient(tvdb, Http(provider), Time(provider))));
        services.AddSingleton<IMetadataProvider>(provider => provider.Shared(new FanartClient(fanart, Http(provider))));
        services.AddSingleton<IMetadataProvider>(provider => provider.Shared(new OmdbClient(
            omdb, Http(provider), provider.GetRequiredService<IQuotaGate>(), Time(provider))));
        services.AddHostedService<ProviderAnnouncement>();
        return services;
    }

    private static T Options<T>(IConfiguration configuration, string section)
        where T : new() =>
        configuration.GetSection($"Providers:{section}").Get<T>() ?? new T();

    private static ProviderHttp Http(IServiceProvider provider) => provider.GetRequiredService<ProviderHttp>();

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
