namespace Metarr.ProviderSimulator.Imaging;

/// <summary>All that decides the bytes of an image: the same spec always gives the same file.</summary>
/// <param name="FilePath">The path the provider lists, such as <c>/aB3x.jpg</c>; its extension decides the format.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Kind">What it shows.</param>
internal sealed record ImageSpec(string FilePath, int Width, int Height, ArtKind Kind)
{
    /// <summary>Which scene is shown; images of one scene look alike.</summary>
    public ulong Scene { get; init; }

    /// <summary>The lines of the title block, top to bottom; empty for textless art.</summary>
    public IReadOnlyList<string> Lettering { get; init; } = [];

    /// <summary>JPEG quality on the usual scale of 1 to 100.</summary>
    public int Quality { get; init; } = 87;

    /// <summary>The part of the scene that is in the picture.</summary>
    public Crop Crop { get; init; } = Crop.Whole;

    /// <summary>What is wrong with the file, if anything.</summary>
    public ImageFlaw Flaw { get; init; }

    /// <summary>The extension of <see cref="FilePath"/> in lower case with its dot.</summary>
    public string Extension => Path.GetExtension(FilePath).ToLowerInvariant();
}
