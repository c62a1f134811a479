using Metarr.Enrichment.Imaging.Formats;
using Metarr.Enrichment.Imaging.Jpeg;
using Metarr.Enrichment.Imaging.Png;

namespace Metarr.Enrichment.Imaging;

/// <summary>Finds out what a file is by its bytes, and what the picture in it looks like.</summary>
/// <remarks>
/// It never throws on what the bytes are. It holds no state between calls and may be used by many threads at once; its buffers
/// are pooled, and a call allocates little more than its result.
/// </remarks>
public sealed class ImageInspector
{
    private readonly ImageLimits limits;
    private readonly IImageDecoder? decoder;

    /// <summary>Makes an inspector.</summary>
    /// <param name="limits">What is too large; <see cref="ImageLimits.Default"/> when absent.</param>
    /// <param name="decoder">Decodes what is neither JPEG nor PNG; without it such images get no perceptual hash.</param>
    public ImageInspector(ImageLimits? limits = null, IImageDecoder? decoder = null)
    {
        this.limits = limits ?? ImageLimits.Default;
        this.decoder = decoder;
    }

    /// <summary>Looks at a whole file.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <returns>The facts, or why the file is refused.</returns>
    public ImageInspection Inspect(ReadOnlySpan<byte> content)
    {
        var fault = Read(content, out var type, out var picture);
        if (fault is null && picture.Fingerprint is null && decoder is not null && decoder.Reads(type))
            fault = Decode(decoder, content, type, ref picture);

        return fault is null
            ? new ImageInspection.Accepted(Describe(content, type, in picture))
            : new ImageInspection.Refused(fault.Kind, fault.Reason);
    }

    private ImageFault? Read(ReadOnlySpan<byte> content, out ImageType type, out Picture picture)
    {
        picture = default;
        type = default;
        if (content.Length > limits.MaxBytes)
            return ImageFault.TooLarge($"The file has {content.Length} bytes; the limit is {limits.MaxBytes} bytes.");

        switch (FileKinds.Find(content, out var start))
        {
            case FileKind.Jpeg:
                type = ImageType.Jpeg;
                return JpegReader.Read(content, start, limits, out picture);
            case FileKind.Png:
                type = ImageType.Png;
                return PngReader.Read(content, limits, out picture);
            case FileKind.WebP:
                type = ImageType.WebP;
                return WebPReader.Read(content, limits, out picture);
            case FileKind.Gif:
                type = ImageType.Gif;
                return GifReader.Read(content, limits, out picture);
            case FileKind.Bmp:
                type = ImageType.Bmp;
                return BmpReader.Read(content, limits, out picture);
            case FileKind.Ico:
                type = ImageType.Ico;
                return IcoReader.Read(content, limits, out picture);
            case FileKind.Heif:
                return HeifReader.Read(content, limits, out type, out picture);
            case FileKind.Svg:
                type = ImageType.Svg;
                return SvgReader.Read(content, limits, out picture);
            case var other:
                return ImageFault.NotAnImage(other.Refusal());
        }
    }

    private static ImageFault? Decode(IImageDecoder decoder, ReadOnlySpan<byte> content, ImageType type, ref Picture picture)
    {
        var pixels = decoder.Decode(type, content);
        if (pixels is not { IsWhole: true })
            return ImageFault.Corrupt($"The {type} image cannot be decoded.");

        picture = picture with { Fingerprint = PixelFingerprint.Of(pixels) };
        return null;
    }

    private static ImageFacts Describe(ReadOnlySpan<byte> content, ImageType type, ref readonly Picture picture) => new()
    {
        Type = type,
        Width = picture.Orientation.IsTransposed ? picture.Height : picture.Width,
        Height = picture.Orientation.IsTransposed ? picture.Width : picture.Height,
        HasAlpha = picture.HasAlpha,
        IsProgressive = picture.IsProgressive,
        Sha256 = Sha256Hash.Of(content),
        PerceptualHash = picture.Fingerprint?.Perceptual,
        DifferenceHash = picture.Fingerprint?.Difference,
        AlphaHash = picture.Fingerprint?.Alpha,
    };
}
