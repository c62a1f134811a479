namespace Metarr.Enrichment.Imaging.Hashing;

/// <summary>How a picture must be turned to stand upright: the eight values of the EXIF tag 0x0112.</summary>
internal readonly record struct Orientation(int Value)
{
    /// <summary>The picture stands upright already.</summary>
    public static Orientation Upright { get; } = new(1);

    /// <summary>Whether width and height change places.</summary>
    public bool IsTransposed => Value is >= 5 and <= 8;

    /// <summary>Turns a square field upright.</summary>
    public void Apply(Span<double> field, int side)
    {
        if (Value is 3 or 2 or 7 or 8)
            FlipRows(field, side);
        if (Value is 3 or 4 or 6 or 7)
            FlipColumns(field, side);
        if (IsTransposed)
            Transpose(field, side);
    }

    private static void FlipRows(Span<double> field, int side)
    {
        for (var y = 0; y < side; y++)
            field.Slice(y * side, side).Reverse();
    }

    private static void FlipColumns(Span<double> field, int side)
    {
        for (var y = 0; y < side / 2; y++)
            for (var x = 0; x < side; x++)
                (field[y * side + x], field[(side - 1 - y) * side + x]) = (field[(side - 1 - y) * side + x], field[y * side + x]);
    }

    private static void Transpose(Span<double> field, int side)
    {
        for (var y = 0; y < side; y++)
            for (var x = 0; x < y; x++)
                (field[y * side + x], field[x * side + y]) = (field[x * side + y], field[y * side + x]);
    }
}
