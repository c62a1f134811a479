using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Omdb;
using Metarr.Enrichment.Tests.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Omdb;

/// <summary>An OMDb client over a scripted provider, and requests to ask it.</summary>
internal static class OmdbFixture
{
    public const string Key = "0mdb-key";

    public static OmdbOptions Options { get; } = new() { ApiKey = Key };

    public static OmdbClient Client(HttpMessageHandler provider, OmdbOptions? options = null, SkippingClock? time = null)
    {
        var clock = time ?? new SkippingClock(new CallOptions().Timeout);
        var gate = new OwnGate(clock);
        var http = new ProviderHttp(new HttpClient(provider, disposeHandler: false), gate, new OwnBreaker(clock), clock);
        return new OmdbClient(options ?? Options, http, gate, clock);
    }

    public static ProviderRequest Request(string? imdbId = "tt1375666", string country = "US") =>
        new(TitleKind.Movie, new ExternalIds(27205, imdbId), "en", [], country);

    public static ProviderResult.Fetched Read(byte[] body, string country = "US")
    {
        using var nobody = new ScriptedHandler();
        return Assert.IsType<ProviderResult.Fetched>(Client(nobody).Read(Request(country: country), body));
    }

    public static ProviderResult.Fetched Read(string body, string country = "US") => Read(Encoding.UTF8.GetBytes(body), country);
}
