using System.Numerics;

namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>The perceptual hash by its definition: full pixels, BT.601 luma, exact area average, a DCT written out, the median.</summary>
internal static class ReferenceHash
{
    private const int Side = 32;

    public static ulong Of(Raster raster) => OfField(Average(raster, p =>
        ((0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]) * p[3] + 128 * (255 - p[3])) / 255));

    public static ulong OfAlpha(Raster raster) => OfField(Average(raster, p => p[3]));

    public static int Distance(ulong a, ulong b) => BitOperations.PopCount(a ^ b);

    public static double[] Average(Raster raster, Func<Span<byte>, double> value)
    {
        var field = new double[Side * Side];
        for (var y = 0; y < raster.Height; y++)
        {
            for (var x = 0; x < raster.Width; x++)
            {
                var amount = value(raster[x, y]);
                foreach (var (column, width) in Parts(x, raster.Width))
                {
                    foreach (var (row, height) in Parts(y, raster.Height))
                        field[row * Side + column] += amount * width * height;
                }
            }
        }

        return field;
    }

    public static ulong OfField(double[] field)
    {
        var coefficients = new double[64];
        for (var i = 0; i < 64; i++)
        {
            for (var j = 0; j < field.Length; j++)
            {
                coefficients[i] += field[j] * (i % 8 == 0 ? Math.Sqrt(0.5) : 1) * (i / 8 == 0 ? Math.Sqrt(0.5) : 1)
                    * Math.Cos((2 * (j % Side) + 1) * (i % 8) * Math.PI / (2 * Side))
                    * Math.Cos((2 * (j / Side) + 1) * (i / 8) * Math.PI / (2 * Side));
            }
        }

        var median = coefficients.Skip(1).Order().ElementAt(31);
        return Enumerable.Range(1, 63).Where(i => coefficients[i] > median).Aggregate(0UL, (bits, i) => bits | (1UL << (63 - i)));
    }

    // The cells in which a pixel lies, and the share of each cell that it fills.
    private static IEnumerable<(int Cell, double Share)> Parts(int pixel, int pixels)
    {
        var (start, end) = (pixel * (double)Side / pixels, (pixel + 1) * (double)Side / pixels);
        for (var cell = (int)start; cell < Math.Min(Side, end); cell++)
        {
            var share = Math.Min(end, cell + 1) - Math.Max(start, cell);
            if (share > 0)
                yield return (cell, share);
        }
    }
}
