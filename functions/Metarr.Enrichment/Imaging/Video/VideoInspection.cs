namespace Metarr.Enrichment.Imaging.Video;

/// <summary>What came of looking at a file: its facts, or the reason why it is refused.</summary>
public abstract record VideoInspection
{
    private VideoInspection()
    {
    }

    /// <summary>The file is a video that can be used.</summary>
    /// <param name="Facts">What its bytes say about it.</param>
    public sealed record Accepted(VideoFacts Facts) : VideoInspection;

    /// <summary>The file is no video that can be used.</summary>
    /// <param name="Kind">The kind of fault.</param>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Refused(VideoRefusal Kind, string Reason) : VideoInspection;
}
