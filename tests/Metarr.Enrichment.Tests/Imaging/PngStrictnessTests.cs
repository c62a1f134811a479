using System.IO.Compression;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class PngStrictnessTests
{
    private static readonly byte[] Sound = new PngWriter { ChunkBytes = 1000 }.Write(Raster.Photo(60, 40, seed: 1));

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        for (var at = 8; at < Sound.Length - 12; at += 3)
        {
            var file = (byte[])Sound.Clone();
            file[at] ^= 0x10;
            Inspecting.Refuse(file);
        }
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        for (var length = 8; length < Sound.Length; length += 7)
            Assert.Equal(ImageRefusal.Truncated, Inspecting.Refuse(Sound[..length]).Kind);
    }

    [Fact]
    public void Image_data_that_end_too_early_are_noticed_though_every_chunk_is_whole()
    {
        var whole = Compress(new byte[41 * 10]);

        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(WithData(10, 11, whole)).Kind);
        Assert.Equal(ImageRefusal.Truncated, Inspecting.Refuse(WithData(10, 10, whole[..(whole.Length / 2)])).Kind);
        Inspecting.Accept(WithData(10, 10, whole));
    }

    [Fact]
    public void A_decompression_bomb_is_refused_unread()
    {
        var bomb = WithData(10_000, 10_000, Compress(new byte[1_000_000]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Inspecting.Refuse(bomb);

        Assert.Equal(ImageRefusal.TooLarge, refused.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Data_cut_into_senselessly_many_blocks_are_refused()
    {
        // Empty blocks with the fixed code: three bits of header and seven of end.
        var blocks = new BlockBits();
        for (var i = 0; i < 20_000; i++)
            blocks.Put(0b0000000_01_0, 10);

        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(WithData(10, 10, [0x78, 0x9C, .. blocks.ToArray()])).Kind);
    }

    [Fact]
    public void Files_over_the_limits_are_refused_before_work()
    {
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(Sound, new ImageLimits { MaxPixels = 60 * 40 - 1 }).Kind);
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(Sound, new ImageLimits { MaxSegments = 2 }).Kind);
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(WithData(70_000, 1, [1])).Kind);
    }

    [Fact]
    public void A_palette_that_is_missing_or_misplaced_is_corrupt()
    {
        var picture = Raster.Photo(20, 20, seed: 1);

        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(new PngWriter { ColourType = 3 }.Write(picture)).Kind);
        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(new PngWriter { ColourType = 3, Palette = [1, 2] }.Write(picture)).Kind);
        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(new PngWriter { Transparency = [1, 2] }.Write(picture)).Kind);
    }

    [Fact]
    public void A_critical_chunk_that_is_not_known_is_unsupported()
    {
        var chunk = new MemoryStream();
        PngWriter.WriteChunk(chunk, "ABCD", [1, 2, 3]);
        byte[] file = [.. Sound[..33], .. chunk.ToArray(), .. Sound[33..]];

        Assert.Equal(ImageRefusal.Unsupported, Inspecting.Refuse(file).Kind);
    }

    private static byte[] Compress(byte[] data)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
            zlib.Write(data);

        return compressed.ToArray();
    }

    private static byte[] WithData(int width, int height, byte[] data)
    {
        var file = new MemoryStream();
        file.Write(Sound.AsSpan(0, 8));
        PngWriter.WriteChunk(
            file,
            "IHDR",
            [(byte)(width >> 24), (byte)(width >> 16), (byte)(width >> 8), (byte)width, 0, 0, (byte)(height >> 8), (byte)height, 8, 6, 0, 0, 0]);
        PngWriter.WriteChunk(file, "IDAT", data);
        PngWriter.WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private sealed class BlockBits
    {
        private readonly List<byte> bytes = [];
        private int count;

        public void Put(int value, int count)
        {
            for (var i = 0; i < count; i++, this.count++)
            {
                if (this.count % 8 == 0)
                    bytes.Add(0);

                bytes[^1] |= (byte)(((value >> i) & 1) << (this.count % 8));
            }
        }

        public byte[] ToArray() => [.. bytes];
    }
}
