using System.Buffers.Binary;
using System.Text;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>Reads what a file says of itself, with no decoder in between.</summary>
internal static class ImageHeader
{
    /// <summary>Width and height, or null when the file names none.</summary>
    public static (int Width, int Height)? SizeOf(byte[] file)
    {
        if (file[0] == 0x89)
            return (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        if (file[0] == '<')
            return SizeOfVector(Encoding.UTF8.GetString(file));
        return FrameOf(file) is { } frame ? (Word(file, frame + 7), Word(file, frame + 5)) : null;
    }

    public static bool IsProgressive(byte[] jpeg) => jpeg[FrameOf(jpeg)!.Value + 1] == 0xC2;

    /// <summary>Horizontal and vertical factor of the first component, a nibble each.</summary>
    public static int LumaSampling(byte[] jpeg) => jpeg[FrameOf(jpeg)!.Value + 11];

    /// <summary>Where SOF0 or SOF2 begins; markers follow one another without gaps until then.</summary>
    private static int? FrameOf(byte[] jpeg)
    {
        for (var at = 2; at + 4 < jpeg.Length && jpeg[at] == 0xFF; at += 2 + Word(jpeg, at + 2))
        {
            if (jpeg[at + 1] is 0xC0 or 0xC2)
                return at;
        }
        return null;
    }

    private static int Word(byte[] file, int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private static (int Width, int Height) SizeOfVector(string svg)
    {
        var root = System.Xml.Linq.XElement.Parse(svg);
        return ((int)root.Attribute("width")!, (int)root.Attribute("height")!);
    }
}
