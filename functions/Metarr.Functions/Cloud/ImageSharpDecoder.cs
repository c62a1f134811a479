#if AZURE_FUNCTIONS
using Metarr.Enrichment.Imaging;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using IImageDecoder = Metarr.Enrichment.Imaging.IImageDecoder;

namespace Metarr.Functions.Cloud;

/// <summary>Decodes WebP, GIF and BMP with SixLabors.ImageSharp, scaled down while decoding.</summary>
public sealed class ImageSharpDecoder : IImageDecoder
{
    // The longer side of what is decoded: the shorter one of a 4:1 banner then is as long as the hashes want it.
    private const int LongerSide = 4 * DecodedImage.LeastSide;

    // Only these three decoders exist here: what else hides behind a first few bytes is not decoded by whichever would take it.
    private static readonly DecoderOptions Options = new()
    {
        Configuration = new Configuration(new BmpConfigurationModule(), new GifConfigurationModule(), new WebpConfigurationModule()),
        MaxFrames = 1,
        TargetSize = new Size(LongerSide, LongerSide),
    };

    /// <inheritdoc/>
    public bool Reads(ImageType type) => type is ImageType.WebP or ImageType.Gif or ImageType.Bmp;

    /// <inheritdoc/>
    public DecodedImage? Decode(ImageType type, ReadOnlySpan<byte> content)
    {
        try
        {
            using var image = Image.Load<Rgba32>(Options, content);
            image.Mutate(context => context.AutoOrient());
            var pixels = new byte[4 * image.Width * image.Height];
            image.CopyPixelDataTo(pixels);
            return new DecodedImage(image.Width, image.Height, pixels);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Hostile bytes can make a decoder fail in any way; whichever it is, the image cannot be decoded.
            return null;
        }
    }
}
#endif
