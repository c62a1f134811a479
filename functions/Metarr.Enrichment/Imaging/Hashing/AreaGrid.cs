using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Metarr.Enrichment.Imaging.Hashing;

/// <summary>Gathers the samples of a picture, row by row, into the 32x32 cells of their exact area average.</summary>
/// <remarks>Sums are whole numbers and do not depend on the order of the rows, so equal pictures give equal grids.</remarks>
internal ref struct AreaGrid
{
    /// <summary>The number of cells.</summary>
    public const int Size = AreaAxis.Cells * AreaAxis.Cells;

    /// <summary>The largest sample that can be added without overflow for any picture within the limits.</summary>
    public const int MaxSample = 128 * 255 * 255;

    // A lane takes this many of the largest sample before it could overflow 32 bits.
    private const int SafeAdditions = 256;

    private readonly Span<ulong> _cells;
    private readonly AreaAxis _x;
    private readonly AreaAxis _y;

    /// <param name="cells">Room for <see cref="Size"/> sums, cleared here.</param>
    /// <param name="x">The axis along a row.</param>
    /// <param name="y">The axis down the rows.</param>
    public AreaGrid(Span<ulong> cells, AreaAxis x, AreaAxis y)
    {
        _cells = cells[..Size];
        _cells.Clear();
        _x = x;
        _y = y;
    }

    /// <summary>Adds a whole row of samples.</summary>
    [SkipLocalsInit]
    public readonly void AddRow(int row, ReadOnlySpan<int> samples)
    {
        Span<ulong> sums = stackalloc ulong[AreaAxis.Cells];
        for (var cell = 0; cell < sums.Length; cell++)
            sums[cell] = CellSum(cell, samples);

        AddSums(row, sums);
    }

    /// <summary>Adds some samples of a row: one every <paramref name="step"/> from <paramref name="first"/> on.</summary>
    [SkipLocalsInit]
    public readonly void AddSparseRow(int row, ReadOnlySpan<int> samples, int first, int step)
    {
        Span<ulong> sums = stackalloc ulong[AreaAxis.Cells];
        sums.Clear();
        var cell = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = first + i * step;
            while (cell < AreaAxis.Cells - 1 && _x.Overlap(sample, cell) == 0)
                cell++;

            // A sample of a small picture is wider than a cell; the next one may begin in this one's last.
            for (var part = cell; part < AreaAxis.Cells && _x.Overlap(sample, part) is > 0 and var overlap; part++)
                sums[part] += (ulong)overlap * (uint)samples[i];
        }

        AddSums(row, sums);
    }

    /// <summary>Writes the averages: each sum over the cell's area and <paramref name="scale"/>, the samples per unit of luma.</summary>
    public readonly void WriteAverages(Span<double> averages, double scale)
    {
        var divisor = (double)_x.CellLength * _y.CellLength * scale;
        for (var i = 0; i < _cells.Length; i++)
            averages[i] = _cells[i] / divisor;
    }

    private readonly void AddSums(int row, ReadOnlySpan<ulong> sums)
    {
        for (int cell = _y.FirstCell(row), last = _y.LastCell(row); cell <= last; cell++)
        {
            var weight = (ulong)_y.Overlap(row, cell);
            var target = _cells.Slice(cell * AreaAxis.Cells, AreaAxis.Cells);
            for (var i = 0; i < target.Length; i++)
                target[i] += weight * sums[i];
        }
    }

    private readonly ulong CellSum(int cell, ReadOnlySpan<int> samples)
    {
        var first = _x.FirstSample(cell);
        var last = _x.LastSample(cell);
        var sum = (ulong)_x.Overlap(first, cell) * (uint)samples[first];
        if (last == first)
            return sum;

        sum += (ulong)_x.Overlap(last, cell) * (uint)samples[last];
        return sum + Sum(samples[(first + 1)..last]) * (ulong)_x.SampleLength;
    }

    private static ulong Sum(ReadOnlySpan<int> samples)
    {
        var total = 0UL;
        while (samples.Length >= Vector<int>.Count)
        {
            var vectors = MemoryMarshal.Cast<int, Vector<int>>(samples);
            if (vectors.Length > SafeAdditions)
                vectors = vectors[..SafeAdditions];

            var lanes = Vector<int>.Zero;
            foreach (var vector in vectors)
                lanes += vector;

            Vector.Widen(lanes, out var low, out var high);
            total += (ulong)Vector.Sum(low + high);
            samples = samples[(vectors.Length * Vector<int>.Count)..];
        }

        foreach (var sample in samples)
            total += (uint)sample;

        return total;
    }
}
