using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Tmdb;
using Metarr.Enrichment.Tests.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

/// <summary>A TMDB client over a scripted provider, and requests to ask it.</summary>
internal static class TmdbFixture
{
    public const string Key = "k3y-of-v3";

    public static TmdbOptions Options { get; } = new() { ApiKey = Key };

    public static TmdbClient Client(HttpMessageHandler provider, TmdbOptions? options = null)
    {
        var clock = new SkippingClock(new CallOptions().Timeout);
        var gate = new OwnGate(clock);
        var client = new HttpClient(provider, disposeHandler: false);
        return new TmdbClient(options ?? Options, new ProviderHttp(client, gate, new OwnBreaker(clock), clock));
    }

    public static ProviderRequest Request(
        int? tmdbId = 603,
        string? imdbId = null,
        string language = "en",
        string country = "US",
        params string[] imageLanguages) =>
        new(TitleKind.Movie, new ExternalIds(tmdbId, imdbId), language, imageLanguages.ToEquatableList(), country);

    public static ProviderResult.Fetched Read(byte[] body, string country = "US")
    {
        using var nobody = new ScriptedHandler();
        return Assert.IsType<ProviderResult.Fetched>(Client(nobody).Read(Request(country: country), body));
    }

    public static ProviderResult.Fetched Read(string body, string country = "US") => Read(Encoding.UTF8.GetBytes(body), country);
}
