namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>One Huffman table as a DHT segment defines it (T.81 B.2.4.2), and its codes (annex C).</summary>
internal sealed class HuffmanTable
{
    /// <summary>The longest code, in bits.</summary>
    public const int MaxLength = 16;

    private static int lastVersion;

    private readonly byte[] counts = new byte[MaxLength];
    private readonly byte[] values = new byte[256];

    // For each length the first code past it, left-aligned in 16 bits; and what takes a code of that length to its value.
    private readonly int[] limits = new int[MaxLength + 1];
    private readonly int[] offsets = new int[MaxLength + 1];

    /// <summary>Whether the image at hand has defined this table.</summary>
    public bool IsDefined { get; private set; }

    /// <summary>Changes with the content, and no two contents share one: what was derived from the table knows it by this.</summary>
    public int Version { get; private set; }

    /// <summary>The number of codes of each length from 1 to 16 bits.</summary>
    public ReadOnlySpan<byte> Counts => counts;

    /// <summary>The symbols in the order of their codes.</summary>
    public ReadOnlySpan<byte> Values => values;

    /// <summary>Forgets that the table was defined; its content stays, for the next image is likely to define the same.</summary>
    public void Undefine() => IsDefined = false;

    /// <summary>Takes over a definition, whose codes <see cref="HasValidCodes"/> judges once a scan uses them, as libjpeg does.</summary>
    public void Define(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        IsDefined = true;
        if (counts.SequenceEqual(this.counts) && values.SequenceEqual(this.values.AsSpan(0, values.Length)))
            return;

        Version = Interlocked.Increment(ref lastVersion);
        counts.CopyTo(this.counts);
        values.CopyTo(this.values);
        var code = 0;
        var index = 0;
        for (var length = 1; length <= MaxLength; length++)
        {
            offsets[length] = index - code;
            code += counts[length - 1];
            index += counts[length - 1];
            limits[length] = code << (MaxLength - length);
            code <<= 1;
        }
    }

    /// <summary>Whether the codes fit their lengths with the all-ones code left free (annex C), and each symbol is at most the given.</summary>
    public bool HasValidCodes(byte maxSymbol)
    {
        var code = 0;
        var total = 0;
        for (var length = 1; length <= MaxLength; length++, code <<= 1)
        {
            code += counts[length - 1];
            total += counts[length - 1];
            if (counts[length - 1] > 0 && code >= 1 << length)
                return false;
        }

        return maxSymbol == byte.MaxValue || !values.AsSpan(0, total).ContainsAnyExceptInRange((byte)0, maxSymbol);
    }

    /// <summary>Finds the code at the top of <paramref name="bits"/>: its length times 256 plus its symbol; 0 when there is none.</summary>
    public int Find(ulong bits)
    {
        var window = (int)(bits >> 48);
        for (var length = 1; length <= MaxLength; length++)
        {
            if (window < limits[length])
                return (length << 8) | values[(window >> (MaxLength - length)) + offsets[length]];
        }

        return 0;
    }
}
