using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Metarr.Enrichment.Imaging.Hashing;

/// <summary>Turns pixels into luma over mid grey: transparent places count as grey, so that white and black logos both show.</summary>
internal static class PixelSamples
{
    /// <summary>A sample's value for each grey level: 128 parts of luma by 255 of alpha.</summary>
    public const int Unit = 128 * Opaque;

    /// <summary>The alpha of a pixel that hides all behind it.</summary>
    public const int Opaque = 255;

    private const int Background = 128 * 128;

    // BT.601, in 32768ths.
    private const int Red = 9798;
    private const int Green = 19235;
    private const int Blue = 3735;

    /// <summary>The sample of one pixel.</summary>
    public static int Of(int red, int green, int blue, int alpha) =>
        (((red * Red + green * Green + blue * Blue) >> 8) - Background) * alpha + Background * Opaque;

    /// <summary>The samples of a row of red, green and blue.</summary>
    public static void FromRgb(ReadOnlySpan<byte> row, Span<int> samples)
    {
        var done = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            // Four pixels are 12 bytes of the 16 that are loaded.
            var spread = Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);
            for (; 3 * done + Vector128<byte>.Count <= row.Length && done + 4 <= samples.Length; done += 4)
            {
                var pixels = Vector128.Shuffle(Vector128.Create(row[(3 * done)..]), spread).AsInt32();
                ((Luma(pixels) - Vector128.Create(Background)) * Opaque + Vector128.Create(Background * Opaque)).CopyTo(samples[done..]);
            }
        }

        for (; done < samples.Length; done++)
            samples[done] = Of(row[3 * done], row[3 * done + 1], row[3 * done + 2], Opaque);
    }

    /// <summary>The samples and alphas of a row of red, green, blue and alpha.</summary>
    public static void FromRgba(ReadOnlySpan<byte> row, Span<int> samples, Span<int> alphas)
    {
        var pixels = MemoryMarshal.Cast<byte, int>(row)[..samples.Length];
        alphas = alphas[..samples.Length];
        var done = 0;
        if (Vector256.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            for (; done + Vector256<int>.Count <= pixels.Length; done += Vector256<int>.Count)
            {
                var eight = Vector256.Create(pixels[done..]);
                var alpha = eight >>> 24;
                var luma = Luma(eight);
                ((luma - Vector256.Create(Background)) * alpha + Vector256.Create(Background * Opaque)).CopyTo(samples[done..]);
                alpha.CopyTo(alphas[done..]);
            }
        }

        for (; done < pixels.Length; done++)
        {
            alphas[done] = row[4 * done + 3];
            samples[done] = Of(row[4 * done], row[4 * done + 1], row[4 * done + 2], alphas[done]);
        }
    }

    private static Vector128<int> Luma(Vector128<int> pixels)
    {
        var low = Vector128.Create(255);
        return ((pixels & low) * Red + ((pixels >> 8) & low) * Green + ((pixels >> 16) & low) * Blue) >> 8;
    }

    private static Vector256<int> Luma(Vector256<int> pixels)
    {
        var low = Vector256.Create(255);
        return ((pixels & low) * Red + ((pixels >> 8) & low) * Green + ((pixels >> 16) & low) * Blue) >> 8;
    }
}
