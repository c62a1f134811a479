using Metarr.Enrichment.Imaging;
using Metarr.ProviderSimulator.Fanart;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Prints;
using Metarr.ProviderSimulator.Tvdb;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>The images of TheTVDB and Fanart.tv: their shapes, and how they look beside TMDB's.</summary>
public sealed class ProviderArtTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private const int DuplicateDistance = 6;

    private static readonly ImageInspector Inspector = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_picture_of_a_film_is_on_the_CDN_in_the_size_of_its_kind()
    {
        foreach (var picture in BundledFanart.Instance.PicturesOf(900_001))
        {
            var address = Below(simulator.Host.FanartImages, picture.Print.Spec);
            var bytes = await simulator.Http.GetByteArrayAsync(address, Cancellation);

            Assert.Equal((picture.Kind.Width, picture.Kind.Height), ImageHeader.SizeOf(bytes));
        }
        foreach (var work in BundledTvdb.Instance.ArtworksOf(990_002))
        {
            var bytes = await simulator.Http.GetByteArrayAsync(Below(simulator.Host.TvdbImages, work.Print.Spec), Cancellation);

            Assert.Equal((work.Type.Width, work.Type.Height), ImageHeader.SizeOf(bytes));
        }
    }

    [Theory]
    [InlineData("hdmovieclearart")]
    [InlineData("moviedisc")]
    [InlineData("hdmovielogo")]
    public void Cut_outs_discs_and_logos_are_PNGs_with_transparency(string kind)
    {
        var picture = BundledFanart.Instance.PicturesOf(900_001).First(one => one.Kind.Name == kind);

        var facts = Inspect(ImagePainter.Paint(picture.Print.Spec));

        Assert.True(facts.HasAlpha);
        Assert.NotNull(facts.PerceptualHash);
    }

    [Fact]
    public async Task A_banner_by_the_name_of_jpg_holds_a_PNG()
    {
        var spec = BundledTvdb.Instance.ArtworksOf(990_001).First(work => work.Print.Spec.Flaw == ImageFlaw.Disguised).Print.Spec;

        using var answer = await simulator.Http.GetAsync(Below(simulator.Host.TvdbImages, spec), Cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.EndsWith(".jpg", spec.FilePath, StringComparison.Ordinal);
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes.AsSpan(0, 4).ToArray());
        Assert.Equal((758, 140), (Inspect(bytes).Width, Inspect(bytes).Height));
    }

    [Fact]
    public void One_original_has_nearly_40_megapixels()
    {
        var spec = BundledTvdb.Instance.ArtworksOf(990_003).Single(work => work.Print.Spec.Width == 7418).Print.Spec;

        Assert.Equal((7418, 5361), ImageHeader.SizeOf(ImagePainter.Paint(spec)));
    }

    [Fact]
    public async Task An_artwork_of_TheTVDB_has_a_twin_of_half_the_size()
    {
        var work = BundledTvdb.Instance.ArtworksOf(990_002).First(one => one.Type.Id == 14);
        var path = TvdbThumbnail.PathOf(work.Print.Spec.FilePath);
        var twin = Below(simulator.Host.TvdbImages, work.Print.Spec with { FilePath = path });

        Assert.Equal((340, 500), ImageHeader.SizeOf(await simulator.Http.GetByteArrayAsync(twin, Cancellation)));
    }

    [Fact]
    public void Many_pictures_of_other_providers_are_duplicates_of_TMDBs_and_many_are_not()
    {
        var known = BundledLibrary.Find(900_002)!.Art;
        var listed = known.Posters.Concat(known.Backdrops).Select(image => image.Spec).ToList();
        var others = Prints(900_002).Where(print => print.Spec.Kind is ArtKind.Poster or ArtKind.Backdrop).ToList();
        var again = others.Where(print => listed.Any(spec => IsAgain(spec, print.Spec))).ToList();

        Assert.NotEmpty(again);
        Assert.NotEmpty(others.Except(again));
        var distances = again
            .Select(print => HashOf(print.Spec).DistanceTo(HashOf(listed.First(spec => IsAgain(spec, print.Spec))))).ToList();
        var close = distances.Count(distance => distance <= DuplicateDistance);
        Assert.True(close >= distances.Count * 0.8, string.Join(' ', distances));
    }

    [Fact]
    public void No_path_is_listed_twice()
    {
        var films = BundledLibrary.Films;
        var tvdb = films.SelectMany(film => BundledTvdb.Instance.ArtworksOf(film.TvdbId ?? 0)).Select(work => work.Print);
        var fanart = films.SelectMany(film => BundledFanart.Instance.PicturesOf(film.TmdbId)).Select(one => one.Print);
        var paths = tvdb.Concat(fanart).Select(print => print.Spec.FilePath).ToList();

        Assert.True(paths.Count > 250, $"{paths.Count} pictures");
        Assert.Equal(paths.Count, paths.Distinct().Count());
    }

    private static bool IsAgain(ImageSpec a, ImageSpec b) => a.Scene == b.Scene && a.Lettering.SequenceEqual(b.Lettering);

    private static IEnumerable<Print> Prints(int tmdbId) =>
        BundledTvdb.Instance.ArtworksOf(BundledLibrary.Find(tmdbId)!.Film.TvdbId!.Value).Select(work => work.Print)
            .Concat(BundledFanart.Instance.PicturesOf(tmdbId).Select(picture => picture.Print));

    private static Uri Below(Uri cdn, ImageSpec spec) => new(cdn, spec.FilePath.TrimStart('/'));

    private static PerceptualHash HashOf(ImageSpec spec) => Inspect(ImagePainter.Paint(spec)).PerceptualHash!.Value;

    private static ImageFacts Inspect(byte[] bytes) => Assert.IsType<ImageInspection.Accepted>(Inspector.Inspect(bytes)).Facts;
}
