using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Fanart;
using Metarr.Enrichment.Providers.Omdb;
using Metarr.Enrichment.Providers.Tvdb;
using Metarr.Enrichment.Tests.Providers.Fanart;
using Metarr.Enrichment.Tests.Providers.Omdb;
using Metarr.Enrichment.Tests.Providers.Tvdb;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Fanart;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Tvdb;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>The clients of the product read the whole bundled library as it is meant to be read.</summary>
public sealed class RealClientsTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static readonly ProviderContext Context = new(CallPriority.Interactive);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SimulatorHost Host => simulator.Host;

    [Fact]
    public async Task TheTVDB_is_read_for_every_film_that_it_knows_and_none_of_its_art_is_lost()
    {
        using var network = new SocketsHttpHandler();
        using var client = TvdbFixture.Client(network, new TvdbOptions
        {
            ApiKey = Host.Options.TvdbApiKey!,
            BaseUrl = Host.TvdbApi,
            ImageBaseUrl = Host.TvdbImages,
        });
        foreach (var film in BundledLibrary.Films)
        {
            var result = await client.FetchAsync(Request(film), Context, Cancellation);

            if (film.TvdbId is null)
            {
                Assert.IsType<ProviderResult.NotFound>(result);
                continue;
            }
            var fetched = Assert.IsType<ProviderResult.Fetched>(result);
            Assert.Equal((film.TvdbId, film.ImdbId), (fetched.Ids.TvdbId, fetched.Ids.ImdbId));
            Assert.Equal(BundledTvdb.Instance.ArtworksOf(film.TvdbId.Value).Count, fetched.Candidates.Count);
            AllAreBelow(Host.TvdbImages, fetched);
        }
    }

    [Fact]
    public async Task Fanart_is_read_for_every_film_and_none_of_its_art_is_lost()
    {
        using var network = new SocketsHttpHandler();
        var client = FanartFixture.Client(network, new FanartOptions
        {
            ApiKey = Host.Options.FanartApiKey!,
            BaseUrl = Host.FanartApi,
            ImageBaseUrl = Host.FanartImages,
        });
        var without = 0;
        foreach (var film in BundledLibrary.Films)
        {
            var fetched = Assert.IsType<ProviderResult.Fetched>(await client.FetchAsync(Request(film), Context, Cancellation));

            var listed = BundledFanart.Instance.PicturesOf(film.TmdbId)
                .Count(picture => !picture.IsNewest && picture.Kind.Name != "movieicon");
            Assert.Equal(listed, fetched.Candidates.Count);
            without += listed == 0 ? 1 : 0;
            AllAreBelow(Host.FanartImages, fetched);
        }
        Assert.Equal(2, without);
    }

    [Fact]
    public async Task OMDb_is_read_for_every_film()
    {
        using var network = new SocketsHttpHandler();
        var client = OmdbFixture.Client(network, new OmdbOptions { ApiKey = Host.Options.OmdbApiKey!, BaseUrl = Host.OmdbApi });
        foreach (var film in BundledLibrary.Films)
        {
            var fetched = Assert.IsType<ProviderResult.Fetched>(await client.FetchAsync(Request(film), Context, Cancellation));

            Assert.Equal((film.ImdbId, film.Title), (fetched.Ids.ImdbId, fetched.Metadata.Title));
        }
    }

    private static ProviderRequest Request(SimulatedFilm film) =>
        new(TitleKind.Movie, new ExternalIds(film.TmdbId, film.ImdbId), "en", [], "US");

    private static void AllAreBelow(Uri cdn, ProviderResult.Fetched fetched) => Assert.All(fetched.Candidates, candidate =>
    {
        Assert.True(cdn.IsBaseOf(candidate.Url), candidate.Url.AbsoluteUri);
        Assert.True(candidate.PreviewUrl is null || cdn.IsBaseOf(candidate.PreviewUrl), candidate.PreviewUrl?.AbsoluteUri);
    });
}
