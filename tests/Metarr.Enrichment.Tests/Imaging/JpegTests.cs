using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class JpegTests
{
    private static readonly Raster Picture = Raster.Photo(333, 471, seed: 7);

    [Fact]
    public void A_baseline_jpeg_is_read_by_its_bytes()
    {
        var facts = Inspecting.Accept(new JpegWriter().Write(Picture));

        Assert.Equal((ImageType.Jpeg, "image/jpeg", "jpg"), (facts.Type, facts.MediaType, facts.Extension));
        Assert.Equal((333, 471), (facts.Width, facts.Height));
        Assert.False(facts.HasAlpha || facts.IsProgressive);
        Assert.Null(facts.AlphaHash);
    }

    [Fact]
    public void Its_hash_is_that_of_the_fully_decoded_picture()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var picture = Raster.Photo(300 + 7 * seed, 250 + 11 * seed, seed);
            var facts = Inspecting.Accept(new JpegWriter { Step = 4 }.Write(picture));

            Assert.InRange(ReferenceHash.Distance(ReferenceHash.Of(picture), facts.PerceptualHash!.Value.Bits), 0, 2);
        }
    }

    [Fact]
    public void Restart_markers_scan_order_progression_and_chroma_sampling_do_not_change_the_hash()
    {
        var plain = new JpegWriter { Sampling = (1, 1) };
        var expected = Inspecting.Accept(plain.Write(Picture)).PerceptualHash;

        JpegWriter[] others =
        [
            plain with { Sampling = (2, 1) }, plain with { Sampling = (1, 2) }, plain with { Sampling = (2, 2) },
            plain with { Sampling = (4, 1) }, plain with { RestartInterval = 1 }, plain with { RestartInterval = 5 },
            plain with { RestartInterval = 1000, Sampling = (2, 2) }, plain with { IsSeparate = true },
            plain with { IsSeparate = true, Sampling = (2, 2), RestartInterval = 7 }, plain with { IsProgressive = true },
            plain with { IsProgressive = true, Sampling = (2, 2), RestartInterval = 3 },
            plain with { IsProgressive = true, IsSeparate = true, Sampling = (2, 1) }, plain with { HasFlatCodes = true },
            plain with { HasLateHeight = true }, plain with { FillBytes = 3, RestartInterval = 4 },
            plain with { HasLateHeight = true, RestartInterval = 9, FillBytes = 1 },
        ];
        foreach (var other in others)
        {
            var facts = Inspecting.Accept(other.Write(Picture));
            Assert.Equal((expected, 333, 471), (facts.PerceptualHash, facts.Width, facts.Height));
            Assert.Equal(other.IsProgressive, facts.IsProgressive);
        }
    }

    [Fact]
    public void Restart_markers_do_not_count_as_segments()
    {
        var file = new JpegWriter { IsProgressive = true, RestartInterval = 1 }.Write(Raster.Photo(800, 700, seed: 1));
        var inspection = new ImageInspector(new ImageLimits { MaxSegments = 30 }).Inspect(file);

        Assert.IsType<ImageInspection.Accepted>(inspection);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    public void Twelve_bit_samples_hash_as_eight_bit_ones_do(int step)
    {
        var expected = Inspecting.Accept(new JpegWriter { Step = step }.Write(Picture)).PerceptualHash!.Value;
        foreach (var isProgressive in new[] { false, true })
        {
            var writer = new JpegWriter { Step = Math.Min(255, step * 16), Precision = 12, IsProgressive = isProgressive };
            var actual = Inspecting.Accept(writer.Write(Picture)).PerceptualHash!.Value;
            Assert.InRange(expected.DistanceTo(actual), 0, 2);
        }
    }

    [Fact]
    public void Grey_rgb_and_ink_pictures_hash_by_their_luma()
    {
        var expected = Inspecting.Accept(new JpegWriter { Step = 2 }.Write(Picture)).PerceptualHash!.Value;
        foreach (var colour in Enum.GetValues<JpegWriter.Colours>())
        {
            foreach (var isProgressive in new[] { false, true })
            {
                var file = new JpegWriter { Step = 2, Colour = colour, IsProgressive = isProgressive }.Write(Picture);
                Assert.InRange(expected.DistanceTo(Inspecting.Accept(file).PerceptualHash!.Value), 0, 2);
            }
        }
    }

    [Fact]
    public void A_picture_smaller_than_the_hash_field_is_read()
    {
        foreach (var (width, height) in new[] { (1, 1), (7, 9), (31, 33), (1, 500), (500, 3) })
        {
            var picture = Raster.Photo(width, height, seed: 3);
            var facts = Inspecting.Accept(new JpegWriter().Write(picture));
            Assert.Equal((width, height), (facts.Width, facts.Height));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Size_and_hash_are_those_of_the_picture_as_exif_turns_it(int orientation)
    {
        var picture = Raster.Photo(320, 240, seed: 11);
        var upright = Inspecting.Accept(new JpegWriter { Step = 2 }.Write(picture));
        var turned = Inspecting.Accept(new JpegWriter { Step = 2, Orientation = orientation }.Write(picture.StoredAs(orientation)));

        Assert.Equal((320, 240), (turned.Width, turned.Height));
        Assert.InRange(upright.PerceptualHash!.Value.DistanceTo(turned.PerceptualHash!.Value), 0, 2);
        Assert.InRange(upright.DifferenceHash!.Value.DistanceTo(turned.DifferenceHash!.Value), 0, 4);
    }

    [Fact]
    public void Junk_before_and_after_the_picture_is_passed_over()
    {
        var file = new JpegWriter().Write(Picture);
        var expected = Inspecting.Accept(file);
        var facts = Inspecting.Accept([0x0D, 0x0A, 0x00, .. file, .. "junk \xFF\xD8 more"u8]);

        Assert.Equal(expected.PerceptualHash, facts.PerceptualHash);
        Assert.NotEqual(expected.Sha256, facts.Sha256);
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        foreach (var isProgressive in new[] { false, true })
        {
            var file = new JpegWriter { IsProgressive = isProgressive, RestartInterval = 6 }.Write(Raster.Photo(120, 90, seed: 2));
            for (var length = 3; length < file.Length - 1; length += 1 + file.Length / 700)
                Assert.Equal(ImageRefusal.Truncated, Inspecting.Refuse(file[..length]).Kind);
        }
    }
}
