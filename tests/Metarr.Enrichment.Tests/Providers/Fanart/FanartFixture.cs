using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Fanart;
using Metarr.Enrichment.Tests.Providers.Calls;

namespace Metarr.Enrichment.Tests.Providers.Fanart;

/// <summary>A Fanart.tv client over a scripted provider, and requests to ask it.</summary>
internal static class FanartFixture
{
    public const string Key = "pr0ject-key";

    public static FanartOptions Options { get; } = new() { ApiKey = Key };

    public static FanartClient Client(HttpMessageHandler provider, FanartOptions? options = null)
    {
        var clock = new SkippingClock(new CallOptions().Timeout);
        var gate = new OwnGate(clock);
        var client = new HttpClient(provider, disposeHandler: false);
        return new FanartClient(options ?? Options, new ProviderHttp(client, gate, new OwnBreaker(clock), clock));
    }

    public static ProviderRequest Request(int? tmdbId = 120, string? imdbId = null) =>
        new(TitleKind.Movie, new ExternalIds(tmdbId, imdbId), "en", [], "US");

    public static ProviderResult.Fetched Read(byte[] body)
    {
        using var nobody = new ScriptedHandler();
        return Assert.IsType<ProviderResult.Fetched>(Client(nobody).Read(Request(), body));
    }

    public static ProviderResult.Fetched Read(string body) => Read(Encoding.UTF8.GetBytes(body));
}
