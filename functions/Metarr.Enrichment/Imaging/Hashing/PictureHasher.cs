using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Metarr.Enrichment.Imaging.Hashing;

/// <summary>Turns a 32x32 field of averages into the 64-bit hashes that compare pictures.</summary>
internal static class PictureHasher
{
    private const int Side = AreaAxis.Cells;
    private const int Frequencies = 8;

    // Coefficients are compared on this grid (1/1024 of a grey level), so that a flat field hashes to zero and not to noise.
    private const double Resolution = 1024;

    private static readonly double[] Cosines = MakeCosines();

    /// <summary>The hash of the lowest frequencies: which of them are above their median.</summary>
    /// <remarks>
    /// A DCT of the field; of its 8x8 lowest frequencies all but the mean (DC) are compared with their median. DC says how bright
    /// the picture is and nothing about its shapes, so its bit, the highest, stays 0.
    /// </remarks>
    [SkipLocalsInit]
    public static PerceptualHash Perceptual(ReadOnlySpan<double> field)
    {
        Span<double> half = stackalloc double[Side * Frequencies];
        for (var y = 0; y < Side; y++)
            Transform(field.Slice(y * Side, Side), half, y, Side);

        Span<double> coefficients = stackalloc double[Frequencies * Frequencies];
        for (var u = 0; u < Frequencies; u++)
            Transform(half.Slice(u * Side, Side), coefficients, u, Frequencies);

        Span<double> sorted = stackalloc double[coefficients.Length - 1];
        for (var i = 1; i < coefficients.Length; i++)
            sorted[i - 1] = coefficients[i] = Math.Round(coefficients[i] * Resolution);

        sorted.Sort();
        var median = sorted[sorted.Length / 2];
        var bits = 0UL;
        for (var i = 1; i < coefficients.Length; i++)
            bits |= coefficients[i] > median ? 1UL << (63 - i) : 0;

        return new PerceptualHash(bits);
    }

    /// <summary>The hash of brightness steps: for each of 8x8 places whether the next one to the right is brighter.</summary>
    [SkipLocalsInit]
    public static PerceptualHash Difference(ReadOnlySpan<double> field)
    {
        Span<double> row = stackalloc double[Side];
        var bits = 0UL;
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < Side; x++)
                row[x] = field[4 * y * Side + x] + field[(4 * y + 1) * Side + x]
                    + field[(4 * y + 2) * Side + x] + field[(4 * y + 3) * Side + x];

            for (var x = 0; x < 8; x++)
                bits = (bits << 1) | (Math.Round((Ninth(row, x + 1) - Ninth(row, x)) * Resolution) > 0 ? 1UL : 0);
        }

        return new PerceptualHash(bits);
    }

    // The area average over one of nine columns, each 32/9 cells wide, in ninths of a cell.
    private static double Ninth(ReadOnlySpan<double> row, int column)
    {
        var axis = new AreaAxis(9, Side);
        var sum = 0.0;
        for (int i = axis.FirstSample(column), last = axis.LastSample(column); i <= last; i++)
            sum += row[i] * axis.Overlap(i, column);

        return sum / Side;
    }

    private static void Transform(ReadOnlySpan<double> line, Span<double> output, int offset, int stride)
    {
        for (var u = 0; u < Frequencies; u++)
        {
            // Always four lanes, so that every processor adds up in the same order and comes to the same bits.
            var sums = Vector256<double>.Zero;
            var cosines = Cosines.AsSpan(u * Side, Side);
            for (var x = 0; x < Side; x += Vector256<double>.Count)
                sums += Vector256.Create(line[x..]) * Vector256.Create<double>(cosines[x..]);

            output[u * stride + offset] = Vector256.Sum(sums);
        }
    }

    private static double[] MakeCosines()
    {
        var cosines = new double[Frequencies * Side];
        for (var u = 0; u < Frequencies; u++)
        {
            var norm = Math.Sqrt((u == 0 ? 1.0 : 2.0) / Side);
            for (var x = 0; x < Side; x++)
                cosines[u * Side + x] = norm * Math.Cos((2 * x + 1) * u * Math.PI / (2 * Side));
        }

        return cosines;
    }
}
