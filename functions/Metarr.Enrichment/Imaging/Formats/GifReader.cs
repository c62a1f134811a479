using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Walks over the blocks of a GIF (GIF89a, CompuServe, 1990); the colour indexes are left as they are.</summary>
internal ref struct GifReader
{
    private const int ScreenHeader = 13;
    private const int FrameHeader = 9;
    private const byte Trailer = 0x3B;
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;
    private const byte GraphicControl = 0xF9;

    private ReadOnlySpan<byte> rest;
    private bool hasFrame;
    private bool isInterlaced;
    private bool isTransparent;

    /// <summary>Reads the file.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, ImageLimits limits, out Picture picture)
    {
        picture = default;
        if (file.Length < ScreenHeader)
            return EndOfFile();

        var width = BinaryPrimitives.ReadUInt16LittleEndian(file[6..]);
        var height = BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        if (width == 0 || height == 0)
            return ImageFault.Corrupt("The GIF has a side of 0.");

        var reader = new GifReader { rest = file[ScreenHeader..] };
        var fault = limits.Check("GIF", width, height) ?? reader.ReadBlocks(file[10], limits);
        picture = new Picture
        {
            Width = width,
            Height = height,
            HasAlpha = reader.isTransparent,
            IsProgressive = reader.isInterlaced,
            Orientation = Orientation.Upright,
        };
        return fault;
    }

    private static ImageFault EndOfFile() => ImageFault.Truncated("The GIF ends before its trailer.");

    private ImageFault? ReadBlocks(byte screenFlags, ImageLimits limits)
    {
        if (!Skip(TableBytes(screenFlags)))
            return EndOfFile();

        for (var blocks = 0; blocks < limits.MaxSegments; blocks++)
        {
            if (rest.IsEmpty)
                return EndOfFile();

            var kind = rest[0];
            rest = rest[1..];
            if (kind == Trailer)
                return hasFrame ? null : ImageFault.Corrupt("The GIF has no picture.");
            if (kind is not (Extension or Frame))
                return ImageFault.Corrupt("The GIF has a block of an unknown kind.");
            if (!(kind == Extension ? TakeExtension() : TakeFrame()))
                return EndOfFile();
        }

        return ImageFault.TooLarge($"The GIF has more than {limits.MaxSegments} blocks.");
    }

    private bool TakeExtension()
    {
        if (rest.Length < 3)
            return false;
        if (!hasFrame && rest[0] == GraphicControl && rest[1] >= 1)
            isTransparent = (rest[2] & 1) != 0;

        return Skip(1) && SkipSubBlocks();
    }

    private bool TakeFrame()
    {
        if (rest.Length < FrameHeader)
            return false;

        var flags = rest[8];
        if (!hasFrame)
            isInterlaced = (flags & 0x40) != 0;

        // After the frame's colour table comes one byte with the size of the first codes.
        hasFrame = true;
        return Skip(FrameHeader + TableBytes(flags) + 1) && SkipSubBlocks();
    }

    private bool SkipSubBlocks()
    {
        while (!rest.IsEmpty && rest[0] != 0)
        {
            if (!Skip(1 + rest[0]))
                return false;
        }

        return Skip(1);
    }

    private bool Skip(int count)
    {
        if (count > rest.Length)
            return false;

        rest = rest[count..];
        return true;
    }

    private static int TableBytes(byte flags) => (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;
}
