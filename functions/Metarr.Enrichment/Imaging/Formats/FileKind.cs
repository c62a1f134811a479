namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>What a file is by its first bytes.</summary>
internal enum FileKind
{
    Unknown,
    Empty,
    Jpeg,
    Png,
    WebP,
    Gif,
    Bmp,
    Ico,
    Heif,
    Svg,
    Html,
    Json,
    Pdf,
    Tiff,
    Mp4,
    Matroska,
}
