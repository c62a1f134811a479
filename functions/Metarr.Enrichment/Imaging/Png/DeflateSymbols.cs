namespace Metarr.Enrichment.Imaging.Png;

/// <summary>What the symbols of a deflate block mean (RFC 1951, 3.2.5), in the shape that <see cref="DeflateTable"/> takes.</summary>
internal static class DeflateSymbols
{
    private const int EndOfBlock = 256;

    /// <summary>Literals, the end of the block, and lengths of 3 to 258.</summary>
    public static uint[] LiteralsAndLengths { get; } = MakeLiteralsAndLengths();

    /// <summary>Distances of 1 to 32,768.</summary>
    public static uint[] Distances { get; } = MakeDistances();

    /// <summary>Code lengths and repeats of them: their own number.</summary>
    public static uint[] CodeLengths { get; } = [.. Enumerable.Range(0, 19).Select(i => (uint)i << DeflateTable.ValueShift)];

    /// <summary>The order in which the lengths of the code lengths' code are sent.</summary>
    public static ReadOnlySpan<byte> CodeLengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static uint[] MakeLiteralsAndLengths()
    {
        var results = new uint[288];
        for (var i = 0u; i < EndOfBlock; i++)
            results[i] = DeflateTable.Literal | (i << DeflateTable.ValueShift);

        results[EndOfBlock] = DeflateTable.Special | (DeflateTable.EndOfBlock << DeflateTable.ValueShift);
        var length = 3u;
        for (var i = 257; i < 285; i++)
        {
            var extra = i < 265 ? 0 : (i - 261) / 4;
            results[i] = (uint)extra | (length << DeflateTable.ValueShift);
            length += 1u << extra;
        }

        results[285] = 258u << DeflateTable.ValueShift;
        results[286] = results[287] = DeflateTable.Special;
        return results;
    }

    private static uint[] MakeDistances()
    {
        var results = new uint[32];
        var distance = 1u;
        for (var i = 0; i < 30; i++)
        {
            var extra = i < 4 ? 0 : i / 2 - 1;
            results[i] = (uint)extra | (distance << DeflateTable.ValueShift);
            distance += 1u << extra;
        }

        results[30] = results[31] = DeflateTable.Special;
        return results;
    }
}
