using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Fanart;
using Metarr.Enrichment.Providers.Tmdb;
using Metarr.Enrichment.Providers.Tvdb;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions;

/// <summary>How often each provider may be asked, by all instances together.</summary>
/// <remarks>
/// <c>Providers__{Name}__CallsPerSecond</c>, <c>Providers__{Name}__CallsPerDay</c> (0: no limit) and
/// <c>Providers__{Name}__ImagesPerSecond</c> take the place of what is published or polite.
/// </remarks>
/// <param name="Budgets">The rates of the providers' APIs, by name, and of their image hosts, by host.</param>
/// <param name="Otherwise">The rate of any other image host.</param>
public sealed record ProviderRates(IReadOnlyDictionary<string, QuotaRate> Budgets, QuotaRate Otherwise)
{
    private const double ImagesPerSecond = 100;

    /// <summary>What TMDB and OMDb state, and a polite rate for those that state none.</summary>
    private static readonly (string Name, double PerSecond, int PerDay)[] Apis =
    [
        (ProviderNames.Tmdb, 40, 0),
        (ProviderNames.Tvdb, 10, 0),
        (ProviderNames.Fanart, 10, 0),
        (ProviderNames.Omdb, 10, 1000),
    ];

    /// <summary>Reads the rates.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The rates. Where several image hosts are one and the same, the first provider's rate holds.</returns>
    /// <exception cref="InvalidOperationException">A rate is not a number above 0, or a limit per day is below 0.</exception>
    public static ProviderRates From(IConfiguration configuration)
    {
        var budgets = new Dictionary<string, QuotaRate>();
        foreach (var (name, perSecond, perDay) in Apis) budgets[name] = Api(configuration, name, perSecond, perDay);
        AddHost(ProviderNames.Tmdb, Options<TmdbOptions>(ProviderNames.Tmdb).ImageBaseUrl);
        AddHost(ProviderNames.Tvdb, Options<TvdbOptions>(ProviderNames.Tvdb).ImageBaseUrl);
        AddHost(ProviderNames.Fanart, Options<FanartOptions>(ProviderNames.Fanart).ImageBaseUrl);
        return new ProviderRates(budgets, OfImages(ImagesPerSecond));

        void AddHost(string provider, Uri host) => budgets.TryAdd(
            host.Authority, OfImages(Positive(configuration, $"Providers:{provider}:ImagesPerSecond", ImagesPerSecond)));

        T Options<T>(string provider)
            where T : new() => configuration.GetSection($"Providers:{provider}").Get<T>() ?? new T();
    }

    /// <summary>Image hosts bear bursts; with large batches an instance asks for tokens about once a second.</summary>
    private static QuotaRate OfImages(double perSecond) => new(perSecond, Math.Max(1, (int)(perSecond * 4)));

    private static QuotaRate Api(IConfiguration configuration, string provider, double perSecond, int perDay)
    {
        var setting = $"Providers:{provider}:CallsPerDay";
        var limit = configuration.GetValue(setting, perDay);
        if (limit < 0) throw new InvalidOperationException($"{setting} must be 0 (no limit) or more.");
        return QuotaRate.Of(Positive(configuration, $"Providers:{provider}:CallsPerSecond", perSecond)) with
        {
            PerDay = limit == 0 ? null : limit,
        };
    }

    private static double Positive(IConfiguration configuration, string setting, double otherwise)
    {
        var value = configuration.GetValue(setting, otherwise);
        return value > 0 && double.IsFinite(value) ? value : throw new InvalidOperationException($"{setting} must be a number above 0.");
    }
}
