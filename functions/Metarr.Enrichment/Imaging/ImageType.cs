namespace Metarr.Enrichment.Imaging;

/// <summary>What kind of image a file is by its bytes; its name and its media type are never believed.</summary>
public enum ImageType
{
    /// <summary>ITU-T T.81, with or without a JFIF, EXIF or Adobe header.</summary>
    Jpeg,

    /// <summary>PNG, animated PNG among them.</summary>
    Png,

    /// <summary>WebP, lossy or lossless.</summary>
    WebP,

    /// <summary>GIF 87a or 89a.</summary>
    Gif,

    /// <summary>A Windows bitmap.</summary>
    Bmp,

    /// <summary>A Windows icon or cursor.</summary>
    Ico,

    /// <summary>AV1 in an ISO base media file.</summary>
    Avif,

    /// <summary>HEVC in an ISO base media file.</summary>
    Heic,

    /// <summary>A scalable vector drawing.</summary>
    Svg,
}
