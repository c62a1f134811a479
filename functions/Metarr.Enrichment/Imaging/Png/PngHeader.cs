using System.Buffers.Binary;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>The IHDR chunk (PNG 3rd edition, 11.2.1).</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColour Colour, bool IsInterlaced)
{
    /// <summary>The length of the chunk's data.</summary>
    public const int Length = 13;

    /// <summary>The samples of a pixel.</summary>
    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    /// <summary>The bits of a pixel.</summary>
    public int BitsPerPixel => Channels * BitDepth;

    /// <summary>The distance in bytes over which filters predict.</summary>
    public int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    /// <summary>Whether each pixel has an alpha sample.</summary>
    public bool HasAlphaChannel => Colour is PngColour.GreyAlpha or PngColour.Rgba;

    /// <summary>The bytes of a row of that many pixels, without its filter byte.</summary>
    public int RowBytes(int pixels) => (int)(((long)pixels * BitsPerPixel + 7) / 8);

    /// <summary>The bytes of the whole inflated picture; for an interlaced one nearly so.</summary>
    public long InflatedBytes => (long)(RowBytes(Width) + 1) * Height;

    /// <summary>Reads the chunk's data.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> data, ImageLimits limits, out PngHeader header)
    {
        header = default;
        if (data.Length != Length)
            return ImageFault.Corrupt("The PNG header has a wrong length.");

        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        var (depth, colour) = (data[8], data[9]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            return ImageFault.Corrupt("The PNG has an impossible size.");
        if (!IsValidDepth(depth, colour) || data[10] != 0 || data[11] != 0 || data[12] > 1)
            return ImageFault.Corrupt("The PNG header names an impossible format.");

        header = new PngHeader((int)width, (int)height, depth, (PngColour)colour, data[12] == 1);
        return limits.Check("PNG", width, height);
    }

    private static bool IsValidDepth(int depth, int colour) => colour switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => depth is 8 or 16,
        _ => false,
    };
}
