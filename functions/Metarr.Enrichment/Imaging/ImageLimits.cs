namespace Metarr.Enrichment.Imaging;

/// <summary>How large a file may be before it is refused unread.</summary>
public sealed record ImageLimits
{
    /// <summary>The limits that hold unless others are given.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>The largest file, in bytes. 50 MB unless set.</summary>
    public int MaxBytes { get; init; } = 50_000_000;

    /// <summary>The largest SVG drawing, in bytes; it is parsed as a whole. 2 MB unless set.</summary>
    public int MaxDrawingBytes { get; init; } = 2_000_000;

    /// <summary>The most pixels (width times height). 100 megapixels unless set.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>The largest width and height, in pixels; what a JPEG can have at most.</summary>
    public int MaxSide { get; init; } = 65_535;

    /// <summary>The most marker segments of a JPEG file, or chunks of a PNG file and its like.</summary>
    public int MaxSegments { get; init; } = 20_000;

    /// <summary>The most scans of a JPEG file; encoders write about ten, and each may cost a pass over the picture.</summary>
    public int MaxScans { get; init; } = 100;

    /// <summary>Decoded bytes that are always allowed, before <see cref="MaxInflateRatio"/> is asked.</summary>
    public int FreeInflateBytes { get; init; } = 16_000_000;

    /// <summary>The most decoded bytes for each compressed byte, beyond <see cref="FreeInflateBytes"/>.</summary>
    public int MaxInflateRatio { get; init; } = 200;

    /// <summary>Compares a picture's size with the limits.</summary>
    internal ImageFault? Check(string format, long width, long height)
    {
        if (width > MaxSide || height > MaxSide)
            return ImageFault.TooLarge($"The {format} is {width}x{height} pixels; the limit of a side is {MaxSide} pixels.");

        return width * height > MaxPixels
            ? ImageFault.TooLarge($"The {format} is {width}x{height} pixels; the limit is {MaxPixels} pixels.")
            : null;
    }
}
