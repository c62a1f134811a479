namespace Metarr.Enrichment.Imaging;

/// <summary>What came of looking at a file: its facts, or the reason why it is refused.</summary>
public abstract record ImageInspection
{
    private ImageInspection()
    {
    }

    /// <summary>The file is an image that can be used.</summary>
    /// <param name="Facts">What its bytes say about it.</param>
    public sealed record Accepted(ImageFacts Facts) : ImageInspection;

    /// <summary>The file is no image that can be used.</summary>
    /// <param name="Kind">The kind of fault.</param>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Refused(ImageRefusal Kind, string Reason) : ImageInspection;
}
