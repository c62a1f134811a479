using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Functions;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Benchmarks.Scale;

/// <summary>Tenants that ask their providers for a film through the app's own services, each as an app of its own would.</summary>
internal static class ManyTenants
{
    /// <summary>Lets tenants ask, some at a time.</summary>
    /// <param name="from">The first tenant's number.</param>
    /// <param name="to">The last tenant's number.</param>
    /// <param name="settings">The settings of a tenant, by its number.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static Task AskAsync(int from, int to, Func<int, Dictionary<string, string?>> settings, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(from, to - from + 1),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (tenant, token) => await AskAsync(settings(tenant), token));

    private static async Task AskAsync(Dictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration).AddLogging().AddMetarr(configuration).BuildServiceProvider();
        var ids = new ExternalIds { TmdbId = BundledLibrary.TmdbIdOf(0) };
        var defaults = EnrichmentSettings.Default;
        foreach (var provider in services.GetServices<IMetadataProvider>())
        {
            var languages = defaults.ImageLanguages.Prepend(LanguageTag.Parse(defaults.PreferredLanguage).Language).Distinct();
            var request = new ProviderRequest(TitleKind.Movie, ids, defaults.PreferredLanguage, [.. languages], defaults.Country);
            var result = await provider.FetchAsync(request, new ProviderContext(CallPriority.Background), cancellationToken);
            if (result is ProviderResult.Fetched fetched) ids = ids.CompletedBy(fetched.Ids);
        }
    }
}
