namespace Metarr.Enrichment.Imaging.Video;

/// <summary>What kind of video a file is by its bytes.</summary>
public enum VideoType
{
    /// <summary>MP4.</summary>
    Mp4,

    /// <summary>QuickTime.</summary>
    Mov,

    /// <summary>WebM.</summary>
    WebM,

    /// <summary>Matroska.</summary>
    Matroska,
}
