using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Metarr.Enrichment.Imaging.Hashing;

/// <summary>Gathers the samples of a picture, row by row, into the 32x32 cells of their exact area average.</summary>
/// <remarks>
/// Sums are whole numbers and do not depend on the order of the rows, so equal pictures give equal grids. Rows that lie in one
/// row of cells altogether are first added up column by column, which is several times faster than cell by cell (benchmark
/// <c>imaging</c>, <c>png-logo</c>).
/// </remarks>
internal ref struct AreaGrid
{
    /// <summary>The number of cells.</summary>
    public const int Size = AreaAxis.Cells * AreaAxis.Cells;

    // This many of the largest sample (128 by 255 by 255) fit in 32 bits.
    private const int SafeAdditions = 256;

    private readonly Span<ulong> cells;
    private readonly Span<int> columns;
    private readonly AreaAxis x;
    private readonly AreaAxis y;
    private int pendingCell;
    private int pendingRows;

    /// <param name="cells">Room for <see cref="Size"/> sums.</param>
    /// <param name="columns">Room for a number for each sample of a row.</param>
    /// <param name="x">The axis along a row.</param>
    /// <param name="y">The axis down the rows.</param>
    public AreaGrid(Span<ulong> cells, Span<int> columns, AreaAxis x, AreaAxis y)
    {
        this.cells = cells[..Size];
        this.columns = columns;
        this.x = x;
        this.y = y;
        this.cells.Clear();
        this.columns.Clear();
    }

    /// <summary>Adds a whole row of samples.</summary>
    public void AddRow(int row, ReadOnlySpan<int> samples)
    {
        var cell = y.FirstCell(row);
        var isWithin = cell == y.LastCell(row) && y.Overlap(row, cell) == y.SampleLength;
        if (!isWithin || cell != pendingCell || pendingRows == SafeAdditions)
            AddPending();

        if (isWithin)
        {
            Add(samples, columns);
            pendingCell = cell;
            pendingRows++;
        }
        else
        {
            AddAlone(row, samples);
        }
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
            while (cell < AreaAxis.Cells - 1 && x.Overlap(sample, cell) == 0)
                cell++;

            // A sample of a small picture is wider than a cell; the next one may begin in this one's last.
            for (var part = cell; part < AreaAxis.Cells && x.Overlap(sample, part) is > 0 and var overlap; part++)
                sums[part] += (ulong)overlap * (uint)samples[i];
        }

        AddSums(row, sums);
    }

    /// <summary>Writes the averages: each sum over the cell's area and <paramref name="scale"/>, the samples per unit of luma.</summary>
    public void WriteAverages(scoped Span<double> averages, double scale)
    {
        AddPending();
        var divisor = (double)x.CellLength * y.CellLength * scale;
        for (var i = 0; i < cells.Length; i++)
            averages[i] = cells[i] / divisor;
    }

    private static void Add(ReadOnlySpan<int> samples, Span<int> columns)
    {
        columns = columns[..samples.Length];
        var from = MemoryMarshal.Cast<int, Vector<int>>(samples);
        var to = MemoryMarshal.Cast<int, Vector<int>>(columns);
        for (var i = 0; i < from.Length && i < to.Length; i++)
            to[i] += from[i];

        for (var i = from.Length * Vector<int>.Count; i < samples.Length; i++)
            columns[i] += samples[i];
    }

    private void AddPending()
    {
        if (pendingRows == 0)
            return;

        Span<ulong> sums = stackalloc ulong[AreaAxis.Cells];
        SumCells(columns, sums);
        AddSums(pendingCell, (ulong)y.SampleLength, sums);
        columns.Clear();
        pendingRows = 0;
    }

    [SkipLocalsInit]
    private readonly void AddAlone(int row, ReadOnlySpan<int> samples)
    {
        Span<ulong> sums = stackalloc ulong[AreaAxis.Cells];
        SumCells(samples, sums);
        AddSums(row, sums);
    }

    private readonly void AddSums(int row, ReadOnlySpan<ulong> sums)
    {
        for (int cell = y.FirstCell(row), last = y.LastCell(row); cell <= last; cell++)
            AddSums(cell, (ulong)y.Overlap(row, cell), sums);
    }

    private readonly void AddSums(int cell, ulong weight, ReadOnlySpan<ulong> sums)
    {
        var target = cells.Slice(cell * AreaAxis.Cells, AreaAxis.Cells);
        for (var i = 0; i < target.Length; i++)
            target[i] += weight * sums[i];
    }

    private readonly void SumCells(ReadOnlySpan<int> samples, Span<ulong> sums)
    {
        for (var cell = 0; cell < sums.Length; cell++)
        {
            var (first, last) = (x.FirstSample(cell), x.LastSample(cell));
            var sum = (ulong)x.Overlap(first, cell) * (uint)samples[first];
            if (last > first)
            {
                sum += (ulong)x.Overlap(last, cell) * (uint)samples[last];
                sum += Sum(samples[(first + 1)..last]) * (ulong)x.SampleLength;
            }

            sums[cell] = sum;
        }
    }

    private static ulong Sum(ReadOnlySpan<int> samples)
    {
        var total = 0UL;
        foreach (var sample in samples)
            total += (uint)sample;

        return total;
    }
}
