using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class FormatTests
{
    [Theory]
    [InlineData("VP8 ", false)]
    [InlineData("VP8L", true)]
    [InlineData("VP8X", true)]
    public void A_webp_tells_its_size_and_alpha(string kind, bool hasAlpha)
    {
        var facts = Inspecting.Accept(SmallFiles.WebP(kind, 640, 360));

        Assert.Equal((ImageType.WebP, 640, 360, hasAlpha), (facts.Type, facts.Width, facts.Height, facts.HasAlpha));
        Assert.Null(facts.PerceptualHash);
    }

    [Fact]
    public void A_gif_tells_its_size_interlacing_and_alpha()
    {
        var facts = Inspecting.Accept(SmallFiles.Gif(320, 200));

        Assert.Equal((ImageType.Gif, 320, 200, true, true), (facts.Type, facts.Width, facts.Height, facts.HasAlpha, facts.IsProgressive));
    }

    [Fact]
    public void A_bmp_tells_its_size_upside_down_or_not()
    {
        Assert.Equal((ImageType.Bmp, 17, 9), SizeOf(SmallFiles.Bmp(17, 9)));
        Assert.Equal((ImageType.Bmp, 17, 9), SizeOf(SmallFiles.Bmp(17, -9)));
    }

    [Fact]
    public void An_icon_tells_the_size_of_its_largest_picture() =>
        Assert.Equal((ImageType.Ico, 300, 200), SizeOf(SmallFiles.Ico(new PngWriter().Write(Raster.Photo(300, 200, seed: 1)))));

    [Theory]
    [InlineData("av01", ImageType.Avif)]
    [InlineData("hvc1", ImageType.Heic)]
    public void An_avif_and_a_heic_tell_the_size_of_their_primary_picture_as_it_is_turned(string coding, ImageType type)
    {
        Assert.Equal((type, 1000, 562), SizeOf(SmallFiles.Heif(coding, 1000, 562, turns: 0)));
        Assert.Equal((type, 562, 1000), SizeOf(SmallFiles.Heif(coding, 1000, 562, turns: 1)));
        Assert.True(Inspecting.Accept(SmallFiles.Heif(coding, 10, 10, turns: 0)).HasAlpha);
    }

    [Fact]
    public void What_is_cut_off_is_truncated()
    {
        byte[][] files =
        [
            SmallFiles.WebP("VP8X", 64, 64), SmallFiles.Gif(64, 64), SmallFiles.Bmp(64, 64), SmallFiles.Heif("av01", 64, 64, 0),
            SmallFiles.Ico(new PngWriter().Write(Raster.Photo(30, 20, seed: 1))),
        ];
        foreach (var file in files)
        {
            Inspecting.Accept(file);
            Assert.Equal(ImageRefusal.Truncated, Inspecting.Refuse(file[..^1]).Kind);
            Assert.Equal(ImageRefusal.Truncated, Inspecting.Refuse(file[..(file.Length * 3 / 4)]).Kind);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("<!DOCTYPE html><html><body>429 Too Many Requests</body></html>")]
    [InlineData("\uFEFF  <HTML><head></head></HTML>")]
    [InlineData("{\"status_code\": 7}")]
    [InlineData("%PDF-1.7")]
    [InlineData("<?xml version='1.0'?><feed/>")]
    public void What_is_no_image_is_refused_as_such(string text) =>
        Assert.Equal(ImageRefusal.NotAnImage, Inspecting.Refuse(Encoding.UTF8.GetBytes(text)).Kind);

    [Fact]
    public void A_decoder_gives_other_formats_the_hash_that_a_png_of_them_has()
    {
        var picture = Raster.Photo(300, 200, seed: 8);
        var inspector = new ImageInspector(decoder: new PictureDecoder(new DecodedImage(300, 200, picture.Rgba)));
        var facts = ((ImageInspection.Accepted)inspector.Inspect(SmallFiles.WebP("VP8L", 300, 200))).Facts;

        Assert.Equal(Inspecting.Accept(new PngWriter().Write(picture)).PerceptualHash, facts.PerceptualHash);
    }

    [Fact]
    public void What_the_decoder_cannot_read_is_corrupt()
    {
        foreach (var pixels in new[] { null, new DecodedImage(10, 10, new byte[5]) })
        {
            var inspection = new ImageInspector(decoder: new PictureDecoder(pixels)).Inspect(SmallFiles.Gif(10, 10));
            Assert.Equal(ImageRefusal.Corrupt, ((ImageInspection.Refused)inspection).Kind);
        }
    }

    private static (ImageType Type, int Width, int Height) SizeOf(byte[] file)
    {
        var facts = Inspecting.Accept(file);
        return (facts.Type, facts.Width, facts.Height);
    }

    private sealed class PictureDecoder(DecodedImage? pixels) : IImageDecoder
    {
        public bool Reads(ImageType type) => true;

        public DecodedImage? Decode(ImageType type, ReadOnlySpan<byte> content) => pixels;
    }
}
