using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Tvdb;
using Metarr.Enrichment.Tests.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Tvdb;

/// <summary>A TheTVDB client over a provider of the test's, and requests to ask it.</summary>
internal static class TvdbFixture
{
    public static TvdbOptions Options { get; } = new() { ApiKey = TvdbService.Key };

    public static TvdbClient Client(HttpMessageHandler provider, TvdbOptions? options = null, SkippingClock? time = null)
    {
        var clock = time ?? new SkippingClock(new CallOptions().Timeout);
        var gate = new OwnGate(clock);
        var http = new ProviderHttp(new HttpClient(provider, disposeHandler: false), gate, new OwnBreaker(clock), clock);
        return new TvdbClient(options ?? Options, http, clock);
    }

    public static ProviderRequest Request(
        int? tvdbId = 169, string? imdbId = null, string language = "en", string country = "US", int? tmdbId = null) =>
        new(TitleKind.Movie, new ExternalIds(tmdbId, imdbId, tvdbId), language, [], country);

    /// <summary>Reads the body of a movie as it is kept, without the artwork types.</summary>
    public static ProviderResult.Fetched Read(string movie, string language = "en", string country = "US", string types = "null")
    {
        using var nobody = new ScriptedHandler();
        using var client = Client(nobody);
        var kept = Encoding.UTF8.GetBytes($$"""{"movie":{{movie}},"artworkTypes":{{types}}}""");
        return Assert.IsType<ProviderResult.Fetched>(client.Read(Request(language: language, country: country), kept));
    }

    /// <summary>Reads a movie of which only these fields are stated.</summary>
    public static ProviderResult.Fetched ReadMovie(string fields, string language = "en", string country = "US", string types = "null") =>
        Read($$$"""{"status":"success","data":{"id":169,{{{fields}}}}}""", language, country, types);
}
