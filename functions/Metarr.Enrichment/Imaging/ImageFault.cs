namespace Metarr.Enrichment.Imaging;

/// <summary>What is wrong with a file: the inside of <see cref="ImageInspection.Refused"/>, passed up by the readers.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Reason">A sentence for people.</param>
internal sealed record ImageFault(ImageRefusal Kind, string Reason)
{
    public static ImageFault Truncated(string reason) => new(ImageRefusal.Truncated, reason);

    public static ImageFault Corrupt(string reason) => new(ImageRefusal.Corrupt, reason);

    public static ImageFault TooLarge(string reason) => new(ImageRefusal.TooLarge, reason);

    public static ImageFault Unsupported(string reason) => new(ImageRefusal.Unsupported, reason);

    public static ImageFault NotAnImage(string reason) => new(ImageRefusal.NotAnImage, reason);

    public static ImageFault Unsafe(string reason) => new(ImageRefusal.Unsafe, reason);
}
