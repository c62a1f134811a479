namespace Metarr.Enrichment.Imaging.Video;

/// <summary>Why a file was not accepted as a video.</summary>
public enum VideoRefusal
{
    /// <summary>The bytes are of no video format known here.</summary>
    NotAVideo,

    /// <summary>The file ends before the video does.</summary>
    Truncated,

    /// <summary>The bytes contradict the format's standard, or describe no moving picture.</summary>
    Corrupt,

    /// <summary>The description of the video is larger than any real one.</summary>
    TooLarge,
}
