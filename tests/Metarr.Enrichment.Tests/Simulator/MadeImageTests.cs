using System.Net;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Imaging.Jpeg;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class MadeImageTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    public static TheoryData<int> SomeFilms => [900_002, 900_012, 900_017];

    [Theory]
    [MemberData(nameof(SomeFilms))]
    public async Task Every_image_has_exactly_the_size_that_is_listed(int film)
    {
        foreach (var (spec, _, _, _, _) in BundledLibrary.Find(film)!.Art.All.Where(image => image.Spec.Flaw == ImageFlaw.None))
        {
            var bytes = await simulator.DownloadAsync(spec.FilePath);

            Assert.Equal((spec.Width, spec.Height), ImageHeader.SizeOf(bytes));
        }
    }

    [Theory]
    [InlineData(2000, 3000, 0.4, 1.2)]
    [InlineData(1920, 1080, 0.2, 0.5)]
    [InlineData(3840, 2160, 0.5, 1.5)]
    public void An_image_weighs_what_real_art_weighs(int width, int height, double least, double most)
    {
        var kind = width < height ? ArtKind.Poster : ArtKind.Backdrop;
        for (var scene = 1UL; scene <= 8; scene++)
        {
            var bytes = ImagePainter.Paint(new($"/weight{scene}.jpg", width, height, kind) { Scene = StableHash.Finish(scene) });

            Assert.InRange(bytes.Length / 1e6, least, most);
        }
    }

    [Fact]
    public void A_logo_is_a_bitmap_with_transparency_of_20_to_150_kilobytes()
    {
        foreach (var spec in Specs(ArtKind.Logo).Where(spec => spec is { Extension: ".png", Width: 800, Height: 310 }))
        {
            var bytes = ImagePainter.Paint(spec);

            Assert.InRange(bytes.Length, 20_000, 150_000);
            Assert.Equal(6, bytes[25]);
        }
    }

    [Fact]
    public async Task A_smaller_size_keeps_the_proportions_and_nothing_is_enlarged()
    {
        var spec = Specs(ArtKind.Poster).First(spec => spec is { Width: 1000, Height: 1500, Flaw: ImageFlaw.None });

        Assert.Equal((500, 750), ImageHeader.SizeOf(await simulator.DownloadAsync(spec.FilePath, "w500")));
        Assert.Equal((421, 632), ImageHeader.SizeOf(await simulator.DownloadAsync(spec.FilePath, "h632")));
        Assert.Equal((1000, 1500), ImageHeader.SizeOf(await simulator.DownloadAsync(spec.FilePath, "w1280")));
    }

    [Theory]
    [InlineData("w0")]
    [InlineData("huge")]
    public async Task A_size_that_is_none_is_not_found(string size)
    {
        using var response = await simulator.GetImageAsync(Specs(ArtKind.Poster).First().FilePath, size);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_corrupt_image_looks_like_a_JPEG_and_holds_no_picture()
    {
        var bytes = await simulator.DownloadAsync(BundledLibrary.CorruptImagesOf(900_001).Single());

        Assert.Equal([0xFF, 0xD8, 0xFF], bytes.AsSpan(0, 3).ToArray());
        Assert.Null(ImageHeader.SizeOf(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/unlisted.jpg")]
    public async Task A_missing_image_is_not_found(string unlisted)
    {
        var missing = unlisted.Length > 0 ? unlisted : BundledLibrary.MissingImagesOf(900_001).Single();

        using var response = await simulator.GetImageAsync(missing);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_vector_logo_is_also_there_as_a_bitmap()
    {
        var spec = BundledLibrary.All.SelectMany(film => film.Art.Logos).First(logo => logo.Spec.Extension == ".svg").Spec;

        using var vector = await simulator.GetImageAsync(spec.FilePath);
        var bitmap = await simulator.DownloadAsync(Path.ChangeExtension(spec.FilePath, ".png"));

        Assert.Equal("image/svg+xml", vector.Content.Headers.ContentType!.MediaType);
        Assert.Equal((spec.Width, spec.Height), ImageHeader.SizeOf(bitmap));
    }

    [Fact]
    public async Task An_answer_states_its_length_type_and_tag_and_is_not_sent_again()
    {
        var spec = Specs(ArtKind.Backdrop).First(spec => spec.Flaw == ImageFlaw.None);
        using var first = await simulator.GetImageAsync(spec.FilePath);
        using var request = new HttpRequestMessage(HttpMethod.Get, first.RequestMessage!.RequestUri);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await simulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("image/jpeg", first.Content.Headers.ContentType!.MediaType);
        Assert.True(first.Content.Headers.ContentLength > 0);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Requests_at_the_same_time_get_the_same_bytes_from_one_file()
    {
        var spec = Specs(ArtKind.Poster).Last(spec => spec is { Width: 2000, Flaw: ImageFlaw.None });

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => simulator.DownloadAsync(spec.FilePath, "w780")));

        Assert.All(answers, bytes => Assert.Equal(answers[0], bytes));
        var made = $"*-780x{Math.Round(780.0 * spec.Height / spec.Width)}.jpg";
        Assert.Single(Directory.GetFiles(simulator.CacheDirectory, made, SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(simulator.CacheDirectory, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_same_spec_is_always_the_same_file()
    {
        foreach (var spec in BundledLibrary.Find(900_012)!.Art.All.Select(image => image.Spec))
            Assert.Equal(ImagePainter.Paint(spec), ImagePainter.Paint(spec));
    }

    [Fact]
    public void Pictures_are_baseline_and_progressive_and_mostly_of_halved_colour()
    {
        var files = Enumerable.Range(0, 60)
            .Select(number => ImagePainter.Paint(new($"/kind{number}.jpg", 200, 300, ArtKind.Poster))).ToList();

        Assert.InRange(files.Count(ImageHeader.IsProgressive), 3, 30);
        Assert.InRange(files.Count(file => ImageHeader.LumaSampling(file) == 0x22), 40, 59);
    }

    private static IEnumerable<ImageSpec> Specs(ArtKind kind) =>
        BundledLibrary.All.SelectMany(film => film.Art.All).Select(image => image.Spec).Where(spec => spec.Kind == kind);
}
