using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Fanart;
using Metarr.Enrichment.Providers.Omdb;
using Metarr.Enrichment.Providers.Tmdb;
using Metarr.Enrichment.Providers.Tvdb;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions;

/// <summary>Registers the providers. A further one is one line here, and one for its rate.</summary>
internal static class ProviderServices
{
    /// <summary>Calls a second, unless configured otherwise: what TMDB states, and a polite rate for those that state none.</summary>
    private const double TmdbCallsPerSecond = 40;
    private const double OtherCallsPerSecond = 10;

    /// <summary>Downloads a second from an image host, unless configured otherwise.</summary>
    private const double ImageCallsPerSecond = 100;

    /// <summary>Registers a client of each provider; those without a key say that they are off when the app starts.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The app's configuration; each provider's section is <c>Providers:{Name}</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddProviderClients(this IServiceCollection services, IConfiguration configuration)
    {
        var (tmdb, tvdb) = (Options<TmdbOptions>(configuration, "Tmdb"), Options<TvdbOptions>(configuration, "Tvdb"));
        var (fanart, omdb) = (Options<FanartOptions>(configuration, "Fanart"), Options<OmdbOptions>(configuration, "Omdb"));
        services.AddSingleton<IMetadataProvider>(provider => new TmdbClient(tmdb, Http(provider)));
        services.AddSingleton<IMetadataProvider>(provider => new TvdbClient(tvdb, Http(provider), Time(provider)));
        services.AddSingleton<IMetadataProvider>(provider => new FanartClient(fanart, Http(provider)));
        services.AddSingleton<IMetadataProvider>(provider => new OmdbClient(
            omdb, Http(provider), provider.GetRequiredService<IQuotaGate>(), Time(provider)));
        services.AddHostedService<ProviderAnnouncement>();
        return services;
    }

    /// <summary>How often each provider's API and each of their image hosts may be asked.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The rates by budget. Where several image hosts are one and the same, the first provider's rate holds.</returns>
    public static Dictionary<string, QuotaRate> Rates(IConfiguration configuration)
    {
        var rates = new Dictionary<string, QuotaRate>();
        Api(ProviderNames.Tmdb, "Tmdb", TmdbCallsPerSecond);
        Api(ProviderNames.Tvdb, "Tvdb", OtherCallsPerSecond);
        Api(ProviderNames.Fanart, "Fanart", OtherCallsPerSecond);
        Api(ProviderNames.Omdb, "Omdb", OtherCallsPerSecond);
        Images(Options<TmdbOptions>(configuration, "Tmdb").ImageBaseUrl, "Tmdb");
        Images(Options<TvdbOptions>(configuration, "Tvdb").ImageBaseUrl, "Tvdb");
        Images(Options<FanartOptions>(configuration, "Fanart").ImageBaseUrl, "Fanart");
        return rates;

        void Api(string budget, string section, double usual) =>
            rates[budget] = QuotaRate.Of(configuration.GetValue($"Providers:{section}:CallsPerSecond", usual));

        void Images(Uri host, string section) => rates.TryAdd(
            host.Authority, QuotaRate.Of(configuration.GetValue($"Providers:{section}:ImagesPerSecond", ImageCallsPerSecond)));
    }

    private static T Options<T>(IConfiguration configuration, string section)
        where T : new() =>
        configuration.GetSection($"Providers:{section}").Get<T>() ?? new T();

    private static ProviderHttp Http(IServiceProvider provider) => provider.GetRequiredService<ProviderHttp>();

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
