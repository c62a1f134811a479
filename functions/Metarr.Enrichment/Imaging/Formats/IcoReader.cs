using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;
using Metarr.Enrichment.Imaging.Png;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Reads the directory of a Windows icon and finds its largest picture.</summary>
internal static class IcoReader
{
    private const int DirectoryHeader = 6;
    private const int Entry = 16;

    /// <summary>Reads the file.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, ImageLimits limits, out Picture picture)
    {
        picture = default;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[4..]);
        if (file.Length < DirectoryHeader + count * Entry)
            return ImageFault.Truncated("The icon ends within its directory.");

        for (var i = 0; i < count; i++)
        {
            var entry = file.Slice(DirectoryHeader + i * Entry, Entry);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
            var start = BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
            if (length == 0 || start < DirectoryHeader + count * Entry)
                return ImageFault.Corrupt("The directory of the icon is malformed.");
            if ((long)start + length > file.Length)
                return ImageFault.Truncated("The icon ends within a picture.");

            var (width, height) = SizeOf(entry, file.Slice((int)start, (int)length));
            if (limits.Check("icon", width, height) is { } fault)
                return fault;
            if ((long)width * height > (long)picture.Width * picture.Height)
                picture = new Picture { Width = width, Height = height, HasAlpha = true, Orientation = Orientation.Upright };
        }

        return picture.Width > 0 ? null : ImageFault.Corrupt("The icon has no picture.");
    }

    // The directory has a byte for each side, where 0 stands for 256; a PNG inside knows better.
    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(PngChunks.Signature) && content.Length >= 24)
        {
            var width = BinaryPrimitives.ReadUInt32BigEndian(content[16..]);
            var height = BinaryPrimitives.ReadUInt32BigEndian(content[20..]);
            return ((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
        }

        return (entry[0] == 0 ? 256 : entry[0], entry[1] == 0 ? 256 : entry[1]);
    }
}
