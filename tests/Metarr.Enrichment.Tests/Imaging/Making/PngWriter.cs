using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>Writes PNG files of every kind the standard knows.</summary>
internal sealed record PngWriter
{
    public int ColourType { get; init; } = 6;

    public int Depth { get; init; } = 8;

    public bool IsInterlaced { get; init; }

    /// <summary>The filter of all rows; rows take turns when it is -1.</summary>
    public int Filter { get; init; } = -1;

    /// <summary>The bytes of an IDAT chunk.</summary>
    public int ChunkBytes { get; init; } = 8192;

    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    public int Orientation { get; init; }

    private static ReadOnlySpan<byte> Adam7 => [0, 0, 8, 8, 4, 0, 8, 8, 0, 4, 4, 8, 2, 0, 4, 4, 0, 2, 2, 4, 1, 0, 2, 2, 0, 1, 1, 2];

    /// <summary>Writes a picture; of a palette each pixel's red is taken for the index.</summary>
    public byte[] Write(Raster raster)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, raster.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), raster.Height);
        (header[8], header[9], header[12]) = ((byte)Depth, (byte)ColourType, (byte)(IsInterlaced ? 1 : 0));
        WriteChunk(file, "IHDR", header);
        if (Orientation > 0)
            WriteChunk(file, "eXIf", JpegWriter.Tiff(Orientation));
        if (Palette is not null)
            WriteChunk(file, "PLTE", Palette);
        if (Transparency is not null)
            WriteChunk(file, "tRNS", Transparency);

        foreach (var part in Compress(raster).Chunk(ChunkBytes))
            WriteChunk(file, "IDAT", part);

        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void WriteChunk(Stream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] covered = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(covered);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(covered));
        file.Write(number);
    }

    public static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    private byte[] Compress(Raster raster)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, Level))
        {
            var passes = IsInterlaced ? Adam7 : [0, 0, 1, 1];
            for (var i = 0; i < passes.Length; i += 4)
                WritePass(zlib, raster, passes[i], passes[i + 1], passes[i + 2], passes[i + 3]);
        }

        return compressed.ToArray();
    }

    private void WritePass(ZLibStream zlib, Raster raster, int firstX, int firstY, int stepX, int stepY)
    {
        var across = (raster.Width - firstX + stepX - 1) / stepX;
        var channels = ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var length = (across * channels * Depth + 7) / 8;
        var distance = Math.Max(1, channels * Depth / 8);
        if (across <= 0)
            return;

        var above = new byte[length];
        for (int y = firstY, index = 0; y < raster.Height; y += stepY, index++)
        {
            var row = new byte[length];
            for (var i = 0; i < across; i++)
                PutPixel(row, i, raster[firstX + i * stepX, y]);

            var filter = Filter >= 0 ? Filter : index % 5;
            zlib.WriteByte((byte)filter);
            zlib.Write(Apply(filter, row, above, distance));
            above = row;
        }
    }

    private void PutPixel(byte[] row, int index, ReadOnlySpan<byte> pixel)
    {
        ReadOnlySpan<byte> samples = ColourType switch
        {
            2 => [pixel[0], pixel[1], pixel[2]],
            4 => [pixel[0], pixel[3]],
            6 => pixel,
            _ => [pixel[0]],
        };
        foreach (var (i, sample) in samples.ToArray().Index())
        {
            if (Depth == 16)
                (row[2 * (index * samples.Length + i)], row[2 * (index * samples.Length + i) + 1]) = (sample, sample);
            else if (Depth == 8)
                row[index * samples.Length + i] = sample;
            else
                row[index * Depth / 8] |= (byte)(Reduce(sample) << (8 - Depth - index * Depth % 8));
        }
    }

    // A palette index stays as it is; of a grey level the highest bits count.
    private int Reduce(byte sample) => ColourType == 3 ? sample & ((1 << Depth) - 1) : sample >> (8 - Depth);

    private static byte[] Apply(int filter, byte[] row, byte[] above, int distance)
    {
        var filtered = new byte[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= distance ? row[i - distance] : 0;
            var corner = i >= distance ? above[i - distance] : 0;
            var guess = filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => 0,
            };
            filtered[i] = (byte)(row[i] - guess);
        }

        return filtered;
    }

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
}
