namespace Metarr.ProviderSimulator.Imaging;

/// <summary>What can be wrong with a file that a provider lists.</summary>
internal enum ImageFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It begins as an image and goes on as noise: no decoder reads it.</summary>
    Corrupt,

    /// <summary>The CDN does not have it.</summary>
    Missing,

    /// <summary>Its name and media type say JPEG, its bytes are a sound PNG.</summary>
    Disguised,
}
