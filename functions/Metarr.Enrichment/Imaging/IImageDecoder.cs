namespace Metarr.Enrichment.Imaging;

/// <summary>Decodes the formats that <see cref="ImageInspector"/> reads the header of only, so that they get hashes too.</summary>
public interface IImageDecoder
{
    /// <summary>Whether this decoder reads images of <paramref name="type"/>.</summary>
    bool Reads(ImageType type);

    /// <summary>Decodes an image, which may be scaled down, but to no side under <see cref="DecodedImage.LeastSide"/>.</summary>
    /// <param name="type">The type that was found by the bytes.</param>
    /// <param name="content">The whole file.</param>
    /// <returns>The pixels, upright; null when the file cannot be decoded.</returns>
    DecodedImage? Decode(ImageType type, ReadOnlySpan<byte> content);
}
