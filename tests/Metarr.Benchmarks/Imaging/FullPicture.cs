using System.Numerics;

namespace Metarr.Benchmarks.Imaging;

/// <summary>All pixels of a picture, and the hash that its definition gives them.</summary>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Channels">The bytes of a pixel, 1 to 4.</param>
/// <param name="Pixels">The bytes, row by row.</param>
internal sealed record FullPicture(int Width, int Height, int Channels, byte[] Pixels)
{
    private const int Side = 32;

    /// <summary>BT.601 luma over mid grey, exact area average to 32x32, DCT, the 8x8 lowest frequencies against their median.</summary>
    public ulong Hash()
    {
        var field = new double[Side * Side];
        var row = new double[Side];
        for (var y = 0; y < Height; y++)
        {
            Array.Clear(row);
            for (var x = 0; x < Width; x++)
                Spread(x, Width, Luma(Channels * (y * Width + x)), row, 1);

            for (var cell = 0; cell < Side; cell++)
                Spread(y, Height, row[cell], field.AsSpan(cell), Side);
        }

        return HashOf(field);
    }

    /// <summary>The bits in which two hashes differ.</summary>
    public static int Distance(ulong a, ulong b) => BitOperations.PopCount(a ^ b);

    private static ulong HashOf(double[] field)
    {
        var coefficients = new double[64];
        for (var i = 0; i < coefficients.Length; i++)
        {
            for (var j = 0; j < field.Length; j++)
                coefficients[i] += field[j] * Cosine(i % 8, j % Side) * Cosine(i / 8, j / Side);
        }

        var median = coefficients.Skip(1).Order().ElementAt(31);
        return Enumerable.Range(1, 63).Where(i => coefficients[i] > median).Aggregate(0UL, (bits, i) => bits | (1UL << (63 - i)));
    }

    private static double Cosine(int frequency, int place) =>
        (frequency == 0 ? Math.Sqrt(0.5) : 1) * Math.Cos((2 * place + 1) * frequency * Math.PI / (2 * Side));

    // The shares of the cells in which a pixel lies.
    private static void Spread(int pixel, int pixels, double value, Span<double> cells, int step)
    {
        var (start, end) = (pixel * (double)Side / pixels, (pixel + 1) * (double)Side / pixels);
        for (var cell = (int)start; cell < Side && cell < end; cell++)
            cells[cell * step] += value * (Math.Min(end, cell + 1) - Math.Max(start, cell));
    }

    private double Luma(int at)
    {
        var isGrey = Channels <= 2;
        var luma = isGrey ? Pixels[at] : 0.299 * Pixels[at] + 0.587 * Pixels[at + 1] + 0.114 * Pixels[at + 2];
        var alpha = Channels % 2 == 0 ? Pixels[at + Channels - 1] : 255;
        return (luma * alpha + 128 * (255 - alpha)) / 255;
    }
}
