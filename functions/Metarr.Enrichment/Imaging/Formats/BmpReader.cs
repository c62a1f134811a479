using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Reads the headers of a Windows bitmap.</summary>
internal static class BmpReader
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int AlphaMaskEnd = 56;
    private const int Uncompressed = 0;
    private const int BitFields = 3;

    /// <summary>Reads the file.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, ImageLimits limits, out Picture picture)
    {
        picture = default;
        var header = file[FileHeader..];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length is not CoreHeader and < InfoHeader)
            return ImageFault.Corrupt("The BMP header has a wrong length.");
        if (length > header.Length)
            return ImageFault.Truncated("The BMP ends within its header.");

        var isCore = length == CoreHeader;
        long width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(header[4..]) : BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        long height = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) : BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var depth = BinaryPrimitives.ReadUInt16LittleEndian(header[(isCore ? 10 : 14)..]);
        var compression = isCore ? Uncompressed : BinaryPrimitives.ReadInt32LittleEndian(header[16..]);

        // A negative height means that the top row comes first.
        height = Math.Abs(height);
        if (width <= 0 || height == 0 || depth is not (1 or 2 or 4 or 8 or 16 or 24 or 32))
            return ImageFault.Corrupt("The BMP header describes an impossible picture.");

        var fault = limits.Check("BMP", width, height);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        var rows = compression is Uncompressed or BitFields ? (width * depth + 31) / 32 * 4 * height : 1;
        if (fault is null && start + rows > file.Length)
            fault = ImageFault.Truncated("The BMP ends before its last row.");

        picture = new Picture
        {
            Width = (int)Math.Min(width, int.MaxValue),
            Height = (int)Math.Min(height, int.MaxValue),
            HasAlpha = depth == 32 && length >= AlphaMaskEnd && BinaryPrimitives.ReadUInt32LittleEndian(header[52..]) != 0,
            Orientation = Orientation.Upright,
        };
        return fault;
    }
}
