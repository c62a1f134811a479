using System.Buffers;
using System.Runtime.CompilerServices;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging;

/// <summary>Makes the hashes of pixels that a decoder returned, by the same rules as those of a PNG.</summary>
internal static class PixelFingerprint
{
    /// <summary>The hashes of the image, which stands upright already.</summary>
    [SkipLocalsInit]
    public static Fingerprint Of(DecodedImage image)
    {
        Span<ulong> lumaCells = stackalloc ulong[AreaGrid.Size];
        Span<ulong> alphaCells = stackalloc ulong[AreaGrid.Size];
        var luma = new AreaGrid(lumaCells, AreaAxis.ForPixels(image.Width), AreaAxis.ForPixels(image.Height));
        var alpha = new AreaGrid(alphaCells, AreaAxis.ForPixels(image.Width), AreaAxis.ForPixels(image.Height));
        var rented = ArrayPool<int>.Shared.Rent(2 * image.Width);
        var samples = rented.AsSpan(0, image.Width);
        var alphas = rented.AsSpan(image.Width, image.Width);
        for (var y = 0; y < image.Height; y++)
        {
            PixelSamples.FromRgba(image.Rgba.Span.Slice(4 * y * image.Width, 4 * image.Width), samples, alphas);
            luma.AddRow(y, samples);
            alpha.AddRow(y, alphas);
        }

        ArrayPool<int>.Shared.Return(rented);
        Span<double> lumaAverages = stackalloc double[AreaGrid.Size];
        Span<double> alphaAverages = stackalloc double[AreaGrid.Size];
        luma.WriteAverages(lumaAverages, PixelSamples.Unit);
        alpha.WriteAverages(alphaAverages, 1);
        return Fingerprint.Of(lumaAverages, alphaAverages, Orientation.Upright);
    }
}
