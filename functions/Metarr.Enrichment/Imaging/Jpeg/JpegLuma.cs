using System.Buffers;
using System.Runtime.CompilerServices;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Makes luma out of DC coefficients: each is eight times the mean of its 8x8 block (T.81 A.3.3).</summary>
internal static class JpegLuma
{
    // Samples are means in eighths of a grey level of 8 bits.
    private const int Unit = 8;
    private const int Middle = 128 * Unit;
    private const int White = 255 * Unit;

    /// <summary>Averages the luma of a frame into 32x32 cells.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="colour">What its components stand for.</param>
    /// <param name="coefficients">The DC coefficients of the components that were needed.</param>
    /// <param name="averages">Room for the result, 0 to 255.</param>
    [SkipLocalsInit]
    public static void Average(
        ref readonly JpegFrame frame, JpegColour colour, ReadOnlySpan<short> coefficients, Span<double> averages)
    {
        ref readonly var first = ref frame.Components[0];
        Span<ulong> cells = stackalloc ulong[AreaGrid.Size];
        var width = first.BlocksAcross;
        var rented = ArrayPool<int>.Shared.Rent(width * (frame.ComponentCount + 1));
        var grid = new AreaGrid(
            cells,
            rented.AsSpan(width * frame.ComponentCount, width),
            AreaAxis.ForBlocks(frame.Width, first.Horizontal, frame.MaxHorizontal),
            AreaAxis.ForBlocks(frame.Height, first.Vertical, frame.MaxVertical));

        for (var y = 0; y < first.BlocksDown; y++)
        {
            var row = rented.AsSpan(0, width);
            ReadRow(in frame, 0, y, coefficients, row);
            if (colour is not (JpegColour.Grey or JpegColour.YCbCr))
                MixRow(in frame, colour, y, coefficients, rented.AsSpan(0, width * frame.ComponentCount));

            grid.AddRow(y, row);
        }

        grid.WriteAverages(averages, Unit);
        ArrayPool<int>.Shared.Return(rented);
    }

    private static void MixRow(
        ref readonly JpegFrame frame, JpegColour colour, int y, ReadOnlySpan<short> coefficients, Span<int> rows)
    {
        var width = frame.Components[0].BlocksAcross;
        for (var i = 1; i < frame.ComponentCount; i++)
        {
            if (colour.HasLumaIn(i))
                ReadRow(in frame, i, y, coefficients, rows.Slice(i * width, width));
        }

        for (var x = 0; x < width; x++)
        {
            var (a, b, c) = (rows[x], rows[width + x], rows[2 * width + x]);
            rows[x] = colour switch
            {
                JpegColour.Rgb => Luma(a, b, c),
                JpegColour.Cmyk => Shade(White - Luma(a, b, c), White - rows[3 * width + x]),
                JpegColour.InvertedCmyk => Shade(Luma(a, b, c), rows[3 * width + x]),
                JpegColour.Ycck => Shade(a, White - rows[3 * width + x]),
                _ => Shade(White - a, rows[3 * width + x]),
            };
        }
    }

    // Black ink dims the light that the coloured inks leave.
    private static int Shade(int light, int unblackened) => light * unblackened / White;

    // BT.601, in 65536ths.
    private static int Luma(int red, int green, int blue) => (red * 19595 + green * 38470 + blue * 7471) >> 16;

    // The component's blocks that lie under the first component's, in its resolution.
    private static void ReadRow(ref readonly JpegFrame frame, int index, int y, ReadOnlySpan<short> coefficients, Span<int> row)
    {
        ref readonly var first = ref frame.Components[0];
        ref readonly var component = ref frame.Components[index];
        var line = coefficients.Slice(component.Offset + y * component.Vertical / first.Vertical * component.Stride, component.Stride);
        var (step, shift) = (component.Step, frame.Precision - 8);
        for (var x = 0; x < row.Length; x++)
        {
            var source = index == 0 ? x : x * component.Horizontal / first.Horizontal;
            row[x] = Math.Clamp((int)((long)line[source] * step >> shift) + Middle, 0, White);
        }
    }
}
