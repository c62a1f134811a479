namespace Metarr.Enrichment.Imaging;

/// <summary>Why a file was not accepted as an image.</summary>
public enum ImageRefusal
{
    /// <summary>The bytes are of no image format known here: empty, a web page, a video, or anything else.</summary>
    NotAnImage,

    /// <summary>The file ends before the image does.</summary>
    Truncated,

    /// <summary>The bytes contradict the format's standard.</summary>
    Corrupt,

    /// <summary>A limit of <see cref="ImageLimits"/> is exceeded, or the file would cost far more work than its size allows.</summary>
    TooLarge,

    /// <summary>The file is sound but uses a feature that is not read, such as arithmetic coding.</summary>
    Unsupported,

    /// <summary>The file could act on the viewer: a drawing with scripts, external references or entities.</summary>
    Unsafe,
}
