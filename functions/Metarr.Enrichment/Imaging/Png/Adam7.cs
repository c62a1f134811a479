namespace Metarr.Enrichment.Imaging.Png;

/// <summary>One of the passes in which a picture is stored (PNG 3rd edition, 8.1): which of its pixels it holds.</summary>
/// <param name="FirstX">The column of its first pixel.</param>
/// <param name="FirstY">The row of its first pixel.</param>
/// <param name="StepX">The columns from one of its pixels to the next.</param>
/// <param name="StepY">The rows from one of its rows to the next.</param>
internal readonly record struct Adam7(int FirstX, int FirstY, int StepX, int StepY)
{
    private static readonly Adam7[] Interlaced =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    private static readonly Adam7[] Plain = [new(0, 0, 1, 1)];

    /// <summary>The passes of a picture: seven, or one when it is not interlaced.</summary>
    public static ReadOnlySpan<Adam7> Passes(bool isInterlaced) => isInterlaced ? Interlaced : Plain;

    /// <summary>The pixels of a row of this pass, in a picture of that width.</summary>
    public int Across(int width) => (width - FirstX + StepX - 1) / StepX;

    /// <summary>The rows of this pass, in a picture of that height.</summary>
    public int Down(int height) => (height - FirstY + StepY - 1) / StepY;
}
