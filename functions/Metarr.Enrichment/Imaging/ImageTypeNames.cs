namespace Metarr.Enrichment.Imaging;

/// <summary>What the web and the file system call each <see cref="ImageType"/>.</summary>
public static class ImageTypeNames
{
    /// <summary>The media type, such as <c>image/jpeg</c>.</summary>
    public static string MediaType(this ImageType type) => type switch
    {
        ImageType.Jpeg => "image/jpeg",
        ImageType.Png => "image/png",
        ImageType.WebP => "image/webp",
        ImageType.Gif => "image/gif",
        ImageType.Bmp => "image/bmp",
        ImageType.Ico => "image/x-icon",
        ImageType.Avif => "image/avif",
        ImageType.Heic => "image/heic",
        ImageType.Svg => "image/svg+xml",
        _ => "application/octet-stream",
    };

    /// <summary>The extension of a file's name, without the dot, such as <c>jpg</c>.</summary>
    public static string Extension(this ImageType type) => type switch
    {
        ImageType.Jpeg => "jpg",
        ImageType.Png => "png",
        ImageType.WebP => "webp",
        ImageType.Gif => "gif",
        ImageType.Bmp => "bmp",
        ImageType.Ico => "ico",
        ImageType.Avif => "avif",
        ImageType.Heic => "heic",
        ImageType.Svg => "svg",
        _ => "bin",
    };
}
