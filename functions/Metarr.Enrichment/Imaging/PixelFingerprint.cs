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
        var width = image.Width;
        var rented = ArrayPool<int>.Shared.Rent(4 * width);
        var (across, down) = (AreaAxis.ForPixels(width), AreaAxis.ForPixels(image.Height));
        var luma = new AreaGrid(lumaCells, rented.AsSpan(2 * width, width), across, down);
        var alpha = new AreaGrid(alphaCells, rented.AsSpan(3 * width, width), across, down);
        var samples = rented.AsSpan(0, width);
        var alphas = rented.AsSpan(width, width);
        for (var y = 0; y < image.Height; y++)
        {
            PixelSamples.FromRgba(image.Rgba.Span.Slice(4 * y * width, 4 * width), samples, alphas);
            luma.AddRow(y, samples);
            alpha.AddRow(y, alphas);
        }

        Span<double> lumaAverages = stackalloc double[AreaGrid.Size];
        Span<double> alphaAverages = stackalloc double[AreaGrid.Size];
        luma.WriteAverages(lumaAverages, PixelSamples.Unit);
        alpha.WriteAverages(alphaAverages, 1);
        ArrayPool<int>.Shared.Return(rented);
        return Fingerprint.Of(lumaAverages, alphaAverages, Orientation.Upright);
    }
}
