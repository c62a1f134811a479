namespace Metarr.Enrichment.Imaging;

/// <summary>What an image's bytes say about it.</summary>
public sealed record ImageFacts
{
    /// <summary>The kind of image.</summary>
    public required ImageType Type { get; init; }

    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    public string MediaType => Type.MediaType();

    /// <summary>The extension a file of it should have, without the dot, such as <c>jpg</c>.</summary>
    public string Extension => Type.Extension();

    /// <summary>The width in pixels as it is shown, that is, after the EXIF orientation.</summary>
    public required int Width { get; init; }

    /// <summary>The height in pixels as it is shown, that is, after the EXIF orientation.</summary>
    public required int Height { get; init; }

    /// <summary>Whether the file can hold transparent pixels: an alpha channel, a transparent colour or palette entry.</summary>
    public required bool HasAlpha { get; init; }

    /// <summary>Whether the image sharpens while it loads: a progressive JPEG, an interlaced PNG or GIF.</summary>
    public required bool IsProgressive { get; init; }

    /// <summary>The hash of the file's bytes.</summary>
    public required Sha256Hash Sha256 { get; init; }

    /// <summary>The hash of what the picture looks like over mid grey; absent when nothing here can decode the format.</summary>
    public PerceptualHash? PerceptualHash { get; init; }

    /// <summary>The hash of the picture's brightness steps from left to right; absent when <see cref="PerceptualHash"/> is.</summary>
    public PerceptualHash? DifferenceHash { get; init; }

    /// <summary>The hash of the outline that transparency draws; absent when no pixel is transparent.</summary>
    public PerceptualHash? AlphaHash { get; init; }
}
