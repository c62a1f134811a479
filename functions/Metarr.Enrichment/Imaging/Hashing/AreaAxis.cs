namespace Metarr.Enrichment.Imaging.Hashing;

/// <summary>One direction of an exact area average: which samples fall into which of the grid's 32 cells, and by how much.</summary>
/// <remarks>
/// All lengths are whole numbers: a sample is <see cref="SampleLength"/> long and a cell <see cref="CellLength"/>, in a unit that
/// divides both, so that no rounding depends on the order of the work. The last sample may reach past the picture's edge (the
/// last block of a JPEG does); what lies outside does not count.
/// </remarks>
internal readonly record struct AreaAxis(long SampleLength, long CellLength)
{
    /// <summary>The number of cells along the axis.</summary>
    public const int Cells = 32;

    /// <summary>The axis for one sample a pixel.</summary>
    public static AreaAxis ForPixels(int pixels) => new(Cells, pixels);

    /// <summary>The axis for JPEG blocks of a component sampled at <paramref name="factor"/> of <paramref name="maxFactor"/>.</summary>
    public static AreaAxis ForBlocks(int pixels, int factor, int maxFactor) =>
        new(8L * Cells * maxFactor, (long)pixels * factor);

    /// <summary>The first sample with a part in the cell.</summary>
    public int FirstSample(int cell) => (int)(cell * CellLength / SampleLength);

    /// <summary>The last sample with a part in the cell.</summary>
    public int LastSample(int cell) => (int)(((cell + 1) * CellLength - 1) / SampleLength);

    /// <summary>The first cell in which the sample has a part.</summary>
    public int FirstCell(int sample) => (int)(sample * SampleLength / CellLength);

    /// <summary>The last cell in which the sample has a part; never past the grid.</summary>
    public int LastCell(int sample) => (int)Math.Min(Cells - 1, ((sample + 1) * SampleLength - 1) / CellLength);

    /// <summary>How much of the sample lies in the cell.</summary>
    public long Overlap(int sample, int cell)
    {
        var start = Math.Max(sample * SampleLength, cell * CellLength);
        var end = Math.Min((sample + 1) * SampleLength, (cell + 1) * CellLength);
        return Math.Max(0, end - start);
    }
}
