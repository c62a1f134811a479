using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging;

/// <summary>What a format's reader found in a file.</summary>
internal readonly record struct Picture
{
    /// <summary>The width in pixels as stored.</summary>
    public required int Width { get; init; }

    /// <summary>The height in pixels as stored.</summary>
    public required int Height { get; init; }

    public bool HasAlpha { get; init; }

    public bool IsProgressive { get; init; }

    /// <summary>How the stored picture must be turned; the hashes are those of the turned one.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>The hashes; absent when only the header was read.</summary>
    public Fingerprint? Fingerprint { get; init; }
}
