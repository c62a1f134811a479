using System.Runtime.InteropServices;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>A look-up of the Huffman codes of a deflate block (RFC 1951, 3.2.2), read from the low bit.</summary>
/// <remarks>
/// An entry has in bits 0 to 5 how many bits to drop, extra bits included; in bits 8 to 11 the length of the code alone; from bit
/// 16 on the literal or the base of the length or distance. Codes longer than the look-up lead to a second one behind it.
/// </remarks>
internal sealed class DeflateTable
{
    /// <summary>The bits of an entry that say how many bits to drop.</summary>
    public const uint DropMask = 63;

    /// <summary>Set in the entry of a literal byte.</summary>
    public const uint Literal = 64;

    /// <summary>Set in an entry that is no literal, length or distance: a second look-up, the end of the block, or no code.</summary>
    public const uint Special = 128;

    /// <summary>By how many places the length of the code alone is shifted.</summary>
    public const int LengthShift = 8;

    /// <summary>By how many places the value is shifted.</summary>
    public const int ValueShift = 16;

    /// <summary>The value of the entry that ends a block.</summary>
    public const uint EndOfBlock = 0xFFFF;

    /// <summary>The longest code, in bits.</summary>
    public const int MaxLength = 15;

    private readonly int bits;
    private readonly uint[] entries;

    /// <param name="bits">The number of bits of the first look-up.</param>
    /// <param name="symbols">The number of symbols there can be.</param>
    public DeflateTable(int bits, int symbols)
    {
        this.bits = bits;
        entries = GC.AllocateArray<uint>((1 << bits) + (symbols << (MaxLength - bits)), pinned: true);
    }

    /// <summary>The address of the entries, which are pinned.</summary>
    public unsafe uint* Entries => (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(entries, 0);

    /// <summary>The entry of a code longer than the first look-up; <paramref name="entry"/> itself when it leads to no second one.</summary>
    /// <param name="entries">The table.</param>
    /// <param name="entry">A <see cref="Special"/> entry of the first look-up.</param>
    /// <param name="bits">The bits it was found by.</param>
    public static unsafe uint Second(uint* entries, uint entry, ulong bits)
    {
        var start = entry >> ValueShift;
        if (start is 0 or EndOfBlock)
            return entry;

        var index = (uint)(bits >> (int)entry) & ((1u << (int)((entry >> LengthShift) & 15)) - 1);
        return entries[start + index];
    }

    /// <summary>Makes the table; false when the lengths are those of no prefix code.</summary>
    /// <param name="lengths">The code length of each symbol, 0 where it has none.</param>
    /// <param name="results">What a symbol means: its value, flags, and its extra bits where an entry has the bits to drop.</param>
    public bool Build(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> results)
    {
        Span<int> counts = stackalloc int[MaxLength + 1];
        counts.Clear();
        foreach (var length in lengths)
            counts[length]++;

        counts[0] = 0;
        var longest = counts.LastIndexOfAnyExcept(0);
        Span<int> next = stackalloc int[MaxLength + 2];
        next[1] = 0;
        for (var length = 1; length <= MaxLength; length++)
        {
            next[length + 1] = (next[length] + counts[length]) << 1;
            if (next[length] + counts[length] > 1 << length)
                return false;
        }

        // A code may be incomplete only when it has one symbol, of one bit, or none at all (as zlib has it).
        var isComplete = next[MaxLength + 1] == 2 << MaxLength;
        if (!isComplete && longest > 1)
            return false;

        if (!isComplete)
            entries.AsSpan(0, 1 << bits).Fill(Special);

        Fill(lengths, results, next, longest);
        return true;
    }

    private void Fill(ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> results, Span<int> next, int longest)
    {
        var secondBits = longest - bits;
        var end = 1 << bits;
        Span<uint> seconds = stackalloc uint[1 << 11];
        if (secondBits > 0)
            seconds[..(1 << bits)].Clear();

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
                continue;

            var code = Reverse(next[length]++, length);
            if (length <= bits)
            {
                Repeat(this.entries.AsSpan(0, 1 << bits), code, length, Entry(results[symbol], length));
                continue;
            }

            var first = code & ((1 << bits) - 1);
            if (seconds[first] == 0)
            {
                seconds[first] = (uint)end;
                this.entries[first] = Special | (uint)bits | ((uint)secondBits << LengthShift) | ((uint)end << ValueShift);
                end += 1 << secondBits;
            }

            var entries = this.entries.AsSpan((int)seconds[first], 1 << secondBits);
            Repeat(entries, code >> bits, length - bits, Entry(results[symbol], length));
        }
    }

    private static uint Entry(uint result, int length) => result + (uint)length + ((uint)length << LengthShift);

    private static void Repeat(Span<uint> entries, int code, int length, uint entry)
    {
        for (var at = code; at < entries.Length; at += 1 << length)
            entries[at] = entry;
    }

    private static int Reverse(int code, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++, code >>= 1)
            reversed = (reversed << 1) | (code & 1);

        return reversed;
    }
}
