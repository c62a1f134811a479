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

/// <summary>A part of a scene, as fractions of its width and height.</summary>
internal readonly record struct Crop(double Left, double Top, double Right, double Bottom)
{
    public static Crop Whole { get; } = new(0, 0, 1, 1);
}

/// <summary>What can be wrong with a file that a provider lists.</summary>
internal enum ImageFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It begins as an image and goes on as noise: no decoder reads it.</summary>
    Corrupt,

    /// <summary>The CDN does not have it.</summary>
    Missing,
}

/// <summary>Knows the images that bodies list.</summary>
internal interface IImageCatalogue
{
    /// <summary>The image under a listed path (with its leading slash), or null.</summary>
    ImageSpec? FindImage(string filePath);
}
