namespace Metarr.Enrichment.Imaging;

/// <summary>The pixels of an image, as an <see cref="IImageDecoder"/> returns them.</summary>
/// <param name="Width">The width of the pixel field, in pixels; it may be smaller than the image's.</param>
/// <param name="Height">The height of the pixel field, in pixels.</param>
/// <param name="Rgba">Red, green, blue and alpha (not premultiplied), a byte each, row by row from the top.</param>
public sealed record DecodedImage(int Width, int Height, ReadOnlyMemory<byte> Rgba)
{
    /// <summary>The side, in pixels, under which a scaled-down image loses what the hashes look at.</summary>
    public const int LeastSide = 256;

    /// <summary>Whether there is a pixel for every place.</summary>
    internal bool IsWhole => Width > 0 && Height > 0 && Rgba.Length >= 4L * Width * Height;
}
