using System.Buffers.Binary;
using System.IO.Compression;

namespace Metarr.ProviderSimulator.Imaging.Png;

/// <summary>Writes an RGBA picture row by row as PNG, every row filtered against its left neighbour (Sub).</summary>
internal sealed class PngWriter : IDisposable
{
    private const int BytesPerPixel = 4;
    private const byte SubFilter = 1;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(value => CrcOf((uint)value))];

    private readonly MemoryStream file = new();
    private readonly MemoryStream data = new();
    private readonly ZLibStream deflate;
    private readonly byte[] filtered;

    public PngWriter(int width, int height)
    {
        deflate = new(data, CompressionLevel.Fastest, leaveOpen: true);
        filtered = new byte[1 + width * BytesPerPixel];
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = 6;
        WriteChunk("IHDR"u8, header);
    }

    public void WriteRow(ReadOnlySpan<byte> rgba)
    {
        filtered[0] = SubFilter;
        rgba[..BytesPerPixel].CopyTo(filtered.AsSpan(1));
        for (var i = BytesPerPixel; i < rgba.Length; i++)
            filtered[i + 1] = (byte)(rgba[i] - rgba[i - BytesPerPixel]);
        deflate.Write(filtered);
    }

    /// <summary>The whole file; no row can be written after it.</summary>
    public byte[] Finish()
    {
        deflate.Dispose();
        WriteChunk("IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk("IEND"u8, []);
        return file.ToArray();
    }

    public void Dispose()
    {
        deflate.Dispose();
        data.Dispose();
        file.Dispose();
    }

    private static uint CrcOf(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }
}
