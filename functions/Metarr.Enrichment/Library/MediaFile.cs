namespace Metarr.Enrichment.Library;

/// <summary>The video file of a title, as the program that manages the files tells of it; nothing of it is ever opened here.</summary>
/// <param name="Path">Its full path on the machine that holds the library, or null when only the relative one is known.</param>
/// <param name="RelativePath">Its path within the title's folder.</param>
public sealed record MediaFile(string? Path, string? RelativePath)
{
    /// <summary>Its quality in the words of who told, such as <c>Bluray-1080p</c>.</summary>
    public string? Quality { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long? SizeBytes { get; init; }
}
