using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Finds the orientation in an EXIF block, which is a small TIFF file.</summary>
internal static class ExifReader
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntryLength = 12;

    private static ReadOnlySpan<byte> Header => "Exif\0\0"u8;

    /// <summary>The orientation of an APP1 segment's content; upright when it is no EXIF, has none, or a senseless one.</summary>
    public static Orientation ReadApp1(ReadOnlySpan<byte> segment) =>
        segment.StartsWith(Header) ? ReadTiff(segment[Header.Length..]) : Orientation.Upright;

    /// <summary>The orientation of a TIFF block, as PNG and WebP carry it.</summary>
    public static Orientation ReadTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
            return Orientation.Upright;

        var isLittle = tiff[0] == 'I';
        var at = Read32(tiff[4..], isLittle);
        if (at > tiff.Length - 2)
            return Orientation.Upright;

        var entries = tiff[((int)at + 2)..];
        for (int i = 0, count = Read16(tiff[(int)at..], isLittle); i < count && entries.Length >= EntryLength; i++)
        {
            if (Read16(entries, isLittle) == OrientationTag && Read16(entries[2..], isLittle) == ShortType)
                return Read16(entries[8..], isLittle) is >= 1 and <= 8 and var value ? new Orientation(value) : Orientation.Upright;

            entries = entries[EntryLength..];
        }

        return Orientation.Upright;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
