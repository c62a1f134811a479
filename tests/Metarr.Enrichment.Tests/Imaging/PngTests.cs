using System.IO.Compression;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class PngTests
{
    private static readonly Raster Picture = Raster.Photo(211, 173, seed: 21);

    [Fact]
    public void A_png_is_read_by_its_bytes()
    {
        var facts = Inspecting.Accept(new PngWriter().Write(Picture));

        Assert.Equal((ImageType.Png, "image/png", "png"), (facts.Type, facts.MediaType, facts.Extension));
        Assert.Equal((211, 173), (facts.Width, facts.Height));
        Assert.True(facts.HasAlpha);
        Assert.False(facts.IsProgressive);
    }

    [Fact]
    public void Its_hash_is_that_of_the_definition()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var picture = Raster.Photo(100 + 31 * seed, 70 + 13 * seed, seed);
            var facts = Inspecting.Accept(new PngWriter().Write(picture));

            Assert.InRange(ReferenceHash.Distance(ReferenceHash.Of(picture), facts.PerceptualHash!.Value.Bits), 0, 1);
            Assert.Null(facts.AlphaHash);
        }
    }

    [Fact]
    public void Transparency_is_composed_over_mid_grey_and_hashed_by_itself()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var logo = Raster.Logo(400, 155, seed, level: (byte)(seed % 2 * 255));
            var facts = Inspecting.Accept(new PngWriter().Write(logo));

            Assert.InRange(ReferenceHash.Distance(ReferenceHash.Of(logo), facts.PerceptualHash!.Value.Bits), 0, 1);
            Assert.InRange(ReferenceHash.Distance(ReferenceHash.OfAlpha(logo), facts.AlphaHash!.Value.Bits), 0, 1);
        }
    }

    [Fact]
    public void Every_lossless_form_of_a_picture_has_the_same_hash()
    {
        var expected = Inspecting.Accept(new PngWriter().Write(Picture)).PerceptualHash;
        var writers =
            from colourType in new[] { 2, 6 }
            from depth in new[] { 8, 16 }
            from isInterlaced in new[] { false, true }
            from level in new[] { CompressionLevel.Optimal, CompressionLevel.NoCompression, CompressionLevel.Fastest }
            select new PngWriter { ColourType = colourType, Depth = depth, IsInterlaced = isInterlaced, Level = level };

        foreach (var writer in writers)
        {
            var facts = Inspecting.Accept(writer.Write(Picture));
            Assert.Equal((expected, writer.IsInterlaced, writer.ColourType == 6), (facts.PerceptualHash, facts.IsProgressive, facts.HasAlpha));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_row_filter_is_undone_for_every_size_of_pixel(int filter)
    {
        foreach (var (colourType, depth) in new[] { (0, 8), (0, 16), (2, 8), (2, 16), (4, 8), (4, 16), (6, 8), (6, 16) })
        {
            var writer = new PngWriter { ColourType = colourType, Depth = depth };
            var expected = Inspecting.Accept((writer with { Filter = 0 }).Write(Picture)).PerceptualHash;
            Assert.Equal(expected, Inspecting.Accept((writer with { Filter = filter }).Write(Picture)).PerceptualHash);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Grey_and_palette_of_few_bits_agree(int depth)
    {
        var levels = 1 << depth;
        var picture = new Raster(150, 90);
        var indexes = new Raster(150, 90);
        for (var i = 0; i < 150 * 90; i++)
        {
            var index = Picture.Rgba[4 * i] * levels / 256;
            picture.Set(i % 150, i / 150, index * 255.0 / (levels - 1), 0, 0);
            indexes.Set(i % 150, i / 150, index, 0, 0);
        }

        byte[] palette = [.. Enumerable.Range(0, levels).SelectMany(i => Enumerable.Repeat((byte)(i * 255 / (levels - 1)), 3))];
        foreach (var isInterlaced in new[] { false, true })
        {
            var grey = Inspecting.Accept(new PngWriter { ColourType = 0, Depth = depth, IsInterlaced = isInterlaced }.Write(picture));
            var indexed = new PngWriter { ColourType = 3, Depth = depth, IsInterlaced = isInterlaced, Palette = palette }.Write(indexes);
            Assert.Equal(grey.PerceptualHash, Inspecting.Accept(indexed).PerceptualHash);
            Assert.False(grey.HasAlpha);
        }
    }

    [Fact]
    public void A_transparent_colour_or_palette_entry_counts_as_alpha()
    {
        var logo = Raster.Logo(300, 100, seed: 4);
        var expected = Inspecting.Accept(new PngWriter().Write(logo));

        // The ground is black and transparent, the letters white.
        PngWriter[] writers =
        [
            new PngWriter { ColourType = 2, Transparency = new byte[6] }, new PngWriter { ColourType = 2, Depth = 16, Transparency = new byte[6] },
            new PngWriter { ColourType = 0, Transparency = new byte[2] }, new PngWriter { ColourType = 0, Depth = 1, Transparency = new byte[2] },
            new PngWriter { ColourType = 0, Depth = 16, Transparency = new byte[2] }, new PngWriter { ColourType = 4 },
            new PngWriter { ColourType = 3, Depth = 1, Palette = [0, 0, 0, 255, 255, 255], Transparency = [0] },
        ];
        foreach (var writer in writers)
        {
            var facts = Inspecting.Accept(writer.Write(logo));
            Assert.Equal((expected.PerceptualHash, expected.AlphaHash, true), (facts.PerceptualHash, facts.AlphaHash, facts.HasAlpha));
        }
    }

    [Fact]
    public void White_and_black_logos_hash_to_something_and_share_their_outline()
    {
        var white = Inspecting.Accept(new PngWriter().Write(Raster.Logo(400, 155, seed: 9)));
        var black = Inspecting.Accept(new PngWriter().Write(Raster.Logo(400, 155, seed: 9, level: 0)));

        Assert.NotEqual(0UL, white.PerceptualHash!.Value.Bits);
        Assert.NotEqual(0UL, black.PerceptualHash!.Value.Bits);
        Assert.Equal(white.AlphaHash, black.AlphaHash);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1 << 20)]
    public void Image_data_may_be_cut_anywhere(int chunkBytes)
    {
        var small = Raster.Photo(40, 30, seed: 1);
        var expected = Inspecting.Accept(new PngWriter().Write(small)).PerceptualHash;

        Assert.Equal(expected, Inspecting.Accept(new PngWriter { ChunkBytes = chunkBytes }.Write(small)).PerceptualHash);
    }

    [Fact]
    public void A_picture_of_any_small_size_is_read_interlaced_too()
    {
        foreach (var (width, height) in new[] { (1, 1), (2, 3), (5, 5), (8, 8), (33, 1), (1, 33), (64, 31) })
        {
            var picture = Raster.Photo(width, height, seed: 3);
            var plain = Inspecting.Accept(new PngWriter().Write(picture));
            var interlaced = Inspecting.Accept(new PngWriter { IsInterlaced = true }.Write(picture));
            Assert.Equal((width, height, plain.PerceptualHash), (interlaced.Width, interlaced.Height, interlaced.PerceptualHash));
        }
    }

    [Fact]
    public void An_exif_orientation_turns_the_picture()
    {
        var upright = Inspecting.Accept(new PngWriter().Write(Picture));
        var turned = Inspecting.Accept(new PngWriter { Orientation = 6 }.Write(Picture.StoredAs(6)));

        Assert.Equal((upright.Width, upright.Height, upright.PerceptualHash), (turned.Width, turned.Height, turned.PerceptualHash));
    }

    [Fact]
    public void A_png_and_a_jpeg_of_the_same_picture_look_alike()
    {
        var png = Inspecting.Accept(new PngWriter().Write(Picture)).PerceptualHash!.Value;
        var jpeg = Inspecting.Accept(new JpegWriter().Write(Picture)).PerceptualHash!.Value;

        Assert.InRange(png.DistanceTo(jpeg), 0, 4);
    }
}
