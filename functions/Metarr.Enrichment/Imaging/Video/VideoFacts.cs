namespace Metarr.Enrichment.Imaging.Video;

/// <summary>What a video's bytes say about it.</summary>
/// <param name="Type">The kind of video.</param>
/// <param name="Width">The width in pixels as it is shown.</param>
/// <param name="Height">The height in pixels as it is shown.</param>
/// <param name="Duration">How long it plays; absent when the file does not tell, as that of a live recording.</param>
public sealed record VideoFacts(VideoType Type, int Width, int Height, TimeSpan? Duration)
{
    /// <summary>The media type, such as <c>video/mp4</c>.</summary>
    public string MediaType => Type switch
    {
        VideoType.Mp4 => "video/mp4",
        VideoType.Mov => "video/quicktime",
        VideoType.WebM => "video/webm",
        _ => "video/x-matroska",
    };

    /// <summary>The extension a file of it should have, without the dot, such as <c>mp4</c>.</summary>
    public string Extension => Type switch
    {
        VideoType.Mp4 => "mp4",
        VideoType.Mov => "mov",
        VideoType.WebM => "webm",
        _ => "mkv",
    };
}
