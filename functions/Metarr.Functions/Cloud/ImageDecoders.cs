using Metarr.Enrichment.Imaging;

namespace Metarr.Functions.Cloud;

/// <summary>Which decoder stands behind the image inspector, besides its own of JPEG and PNG.</summary>
public static class ImageDecoders
{
    /// <summary>The decoder of this runtime: ImageSharp on Azure; none locally, where its package is not referenced.</summary>
    public static IImageDecoder? Available =>
#if AZURE_FUNCTIONS
        new ImageSharpDecoder();
#else
        null;
#endif
}
