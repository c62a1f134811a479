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
    private readonly ImageLimits _limits;

    /// <summary>Makes an inspector.</summary>
    /// <param name="limits">What is too large; <see cref="ImageLimits.Default"/> when absent.</param>
    public ImageInspector(ImageLimits? limits = null) => _limits = limits ?? ImageLimits.Default;

    /// <summary>Looks at a whole file.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <returns>The facts, or why the file is refused.</returns>
    public ImageInspection Inspect(ReadOnlySpan<byte> content)
    {
        var fault = Read(content, out var type, out var picture);
        return fault is null
            ? new ImageInspection.Accepted(Describe(content, type, in picture))
            : new ImageInspection.Refused(fault.Kind, fault.Reason);
    }

    private ImageFault? Read(ReadOnlySpan<byte> content, out ImageType type, out Picture picture)
    {
        picture = default;
        type = default;
        if (content.Length > _limits.MaxBytes)
            return ImageFault.TooLarge($"The file has {content.Length} bytes; the limit is {_limits.MaxBytes} bytes.");

        switch (FileKinds.Find(content, out var start))
        {
            case FileKind.Jpeg:
                type = ImageType.Jpeg;
                return JpegReader.Read(content, start, _limits, out picture);
            case FileKind.Png:
                type = ImageType.Png;
                return PngReader.Read(content, _limits, out picture);
            case var other:
                return ImageFault.NotAnImage(other.Refusal());
        }
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
