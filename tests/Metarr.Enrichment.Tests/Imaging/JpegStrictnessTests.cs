using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class JpegStrictnessTests
{
    private static readonly byte[] Sound = new JpegWriter { Sampling = (1, 1) }.Write(Raster.Photo(64, 48, seed: 1));

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xC9, "arithmetic")]
    [InlineData(0xCA, "arithmetic")]
    [InlineData(0xCB, "lossless arithmetic")]
    public void Other_processes_are_refused_by_name(byte marker, string name)
    {
        var refused = Inspecting.Refuse(Patch(0xC0, -1, marker));

        Assert.Equal(ImageRefusal.Unsupported, refused.Kind);
        Assert.Contains(name, refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xC0, 0, 1)] // a frame header one byte too long
    [InlineData(0xC0, 8, 0x00)] // a sampling factor of 0
    [InlineData(0xC0, 8, 0x51)] // a sampling factor of 5
    [InlineData(0xC0, 9, 4)] // a fifth quantisation table
    [InlineData(0xC0, 9, 1)] // a quantisation table that is not there
    [InlineData(0xC0, 4, 0)] // a width of 0, with the next patch
    [InlineData(0xDB, 2, 0x20)] // a precision of 2
    [InlineData(0xDB, 2, 0x04)] // a table number of 4
    [InlineData(0xDB, 3, 0)] // a step of 0
    [InlineData(0xC4, 2, 0x20)] // a table class of 2
    [InlineData(0xC4, 2, 0x04)] // a table number of 4
    [InlineData(0xC4, 3, 2)] // two codes of one bit use up all others
    [InlineData(0xC4, 18, 200)] // more symbols than the segment has
    [InlineData(0xDA, 2, 0)] // a scan of no component
    [InlineData(0xDA, 2, 5)] // a scan of five
    [InlineData(0xDA, 3, 9)] // a component that is not there
    [InlineData(0xDA, 4, 0x40)] // an impossible table
    [InlineData(0xDA, 4, 0x10)] // a table that is not there
    public void Impossible_headers_are_corrupt(byte marker, int offset, byte value)
    {
        var file = Patch(marker, offset == 0 ? 1 : offset, value);
        if (marker == 0xC0 && offset == 4)
            (file[Find(0xC0) + 5], file[Find(0xC0) + 6]) = (0, 0);

        Assert.Contains(Inspecting.Refuse(file).Kind, new[] { ImageRefusal.Corrupt, ImageRefusal.Truncated });
    }

    [Fact]
    public void A_scan_with_more_or_less_data_than_its_picture_is_corrupt()
    {
        var height = Find(0xC0) + 4;
        foreach (var change in new[] { -16, 16 })
        {
            var file = (byte[])Sound.Clone();
            file[height] = (byte)(file[height] + change);
            Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(file).Kind);
        }
    }

    [Fact]
    public void A_missing_or_misnumbered_restart_marker_is_corrupt()
    {
        var file = new JpegWriter { RestartInterval = 4 }.Write(Raster.Photo(128, 128, seed: 5));
        var first = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xD0]);
        file[first + 1] = 0xD3;

        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(file).Kind);
    }

    [Fact]
    public void A_component_coded_twice_is_corrupt()
    {
        var scan = Find(0xDA);
        var end = Sound.Length - 2;
        byte[] file = [.. Sound[..end], .. Sound[(scan - 1)..end], 0xFF, 0xD9];

        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(file).Kind);
    }

    [Fact]
    public void Files_over_the_limits_are_refused_before_work()
    {
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(Sound, new ImageLimits { MaxBytes = Sound.Length - 1 }).Kind);
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(Sound, new ImageLimits { MaxPixels = 64 * 48 - 1 }).Kind);
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(Sound, new ImageLimits { MaxSegments = 3 }).Kind);

        var progressive = new JpegWriter { IsProgressive = true }.Write(Raster.Photo(64, 48, seed: 1));
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(progressive, new ImageLimits { MaxScans = 3 }).Kind);
    }

    [Fact]
    public void A_second_picture_in_the_frame_is_corrupt()
    {
        byte[] file = [.. Sound[..^2], .. Sound];

        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(file).Kind);
    }

    private static int Find(byte marker) => Sound.AsSpan().IndexOf([(byte)0xFF, marker]) + 1;

    // The offset counts from the length that follows the marker; -1 is the marker itself.
    private static byte[] Patch(byte marker, int offset, byte value)
    {
        var file = (byte[])Sound.Clone();
        file[Find(marker) + 1 + offset] = value;
        return file;
    }
}
