using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;
using Metarr.Enrichment.Imaging.Jpeg;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Reads the headers of a WebP file: a RIFF container of VP8, VP8L or, with extras, VP8X (RFC 9649).</summary>
internal static class WebPReader
{
    private const int FileHeader = 12;
    private const int ChunkHeader = 8;
    private const int AlphaFlag = 0x10;

    /// <summary>Reads the file.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, ImageLimits limits, out Picture picture)
    {
        picture = default;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (length > (uint)file.Length - ChunkHeader)
            return ImageFault.Truncated("The WebP is shorter than its header says.");
        if (length < FileHeader)
            return ImageFault.Corrupt("The WebP has no picture.");

        return ReadChunks(file[FileHeader..(int)(length + ChunkHeader)], limits, ref picture);
    }

    private static ImageFault? ReadChunks(ReadOnlySpan<byte> rest, ImageLimits limits, ref Picture picture)
    {
        var hasPicture = false;
        for (var chunks = 0; rest.Length >= ChunkHeader; chunks++)
        {
            var type = rest[..4];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - ChunkHeader)
                return ImageFault.Truncated("The WebP ends within a chunk.");
            if (chunks == limits.MaxSegments)
                return ImageFault.TooLarge($"The WebP has more than {limits.MaxSegments} chunks.");

            var data = rest.Slice(ChunkHeader, (int)length);
            if (type.SequenceEqual("EXIF"u8))
                picture = picture with { Orientation = ReadExif(data) };
            else if (!ReadChunk(type, data, ref picture, ref hasPicture))
                return ImageFault.Corrupt("A chunk of the WebP is malformed.");

            // Chunks begin at even places; the last may lack its padding.
            rest = rest[Math.Min(rest.Length, ChunkHeader + data.Length + (data.Length & 1))..];
        }

        return hasPicture && picture.Width > 0
            ? limits.Check("WebP", picture.Width, picture.Height)
            : ImageFault.Corrupt("The WebP has no picture.");
    }

    private static bool ReadChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, ref Picture picture, ref bool hasPicture)
    {
        var isFirst = picture.Width == 0;
        if (type.SequenceEqual("VP8X"u8))
            return isFirst && ReadExtended(data, ref picture);

        if (type.SequenceEqual("VP8 "u8))
        {
            hasPicture = true;
            return ReadLossy(data, isFirst, ref picture);
        }

        if (type.SequenceEqual("VP8L"u8))
        {
            hasPicture = true;
            return ReadLossless(data, isFirst, ref picture);
        }

        hasPicture |= type.SequenceEqual("ANMF"u8);
        return true;
    }

    private static bool ReadExtended(ReadOnlySpan<byte> data, ref Picture picture)
    {
        if (data.Length < 10)
            return false;

        picture = new Picture
        {
            Width = 1 + (data[4] | (data[5] << 8) | (data[6] << 16)),
            Height = 1 + (data[7] | (data[8] << 8) | (data[9] << 16)),
            HasAlpha = (data[0] & AlphaFlag) != 0,
            Orientation = Orientation.Upright,
        };
        return true;
    }

    // A key frame: three bytes of frame tag, three of start code, and two sides of 14 bits (RFC 6386, 9.1).
    private static bool ReadLossy(ReadOnlySpan<byte> data, bool isFirst, ref Picture picture)
    {
        if (data.Length < 10 || (data[0] & 1) != 0 || data[3] != 0x9D || data[4] != 0x01 || data[5] != 0x2A)
            return false;

        var width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF;
        var height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF;
        if (isFirst)
            picture = new Picture { Width = width, Height = height, Orientation = Orientation.Upright };

        return width > 0 && height > 0;
    }

    private static bool ReadLossless(ReadOnlySpan<byte> data, bool isFirst, ref Picture picture)
    {
        if (data.Length < 5 || data[0] != 0x2F)
            return false;

        var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        if (isFirst)
        {
            picture = new Picture
            {
                Width = 1 + (int)(bits & 0x3FFF),
                Height = 1 + (int)((bits >> 14) & 0x3FFF),
                HasAlpha = (bits & (1 << 28)) != 0,
                Orientation = Orientation.Upright,
            };
        }

        return bits >> 29 == 0;
    }

    // Some encoders keep the six bytes that only JPEG wants before the TIFF header.
    private static Orientation ReadExif(ReadOnlySpan<byte> data) =>
        data.StartsWith("Exif"u8) ? ExifReader.ReadApp1(data) : ExifReader.ReadTiff(data);
}
