namespace Metarr.ProviderSimulator.Imaging;

/// <summary>Knows the images that bodies list.</summary>
internal interface IImageCatalogue
{
    /// <summary>The image under a listed path (with its leading slash), or null.</summary>
    ImageSpec? FindImage(string filePath);
}
