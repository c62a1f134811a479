using System.Runtime.InteropServices;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Looks up the next bits of a block and says how many of them whole AC symbols fill and how far those lead.</summary>
/// <remarks>
/// An entry covers as many symbols (code and extra bits, F.2.2.2) as fit: bits 0 to 5 how many bits they take, bit 6 whether the
/// last is EOB, the rest by how many coefficients they lead on. The value of no coefficient is looked at: the mean needs DC only.
/// </remarks>
internal sealed class SkipTable
{
    /// <summary>The number of bits looked up at once.</summary>
    public const int Bits = 12;

    /// <summary>The bits of an entry that say how many bits to drop.</summary>
    public const uint UsedMask = 63;

    /// <summary>Set in an entry that ends the block.</summary>
    public const uint EndOfBlock = 64;

    /// <summary>By how many places an entry's coefficient count is shifted.</summary>
    public const int AdvanceShift = 7;

    /// <summary>The entry for bits whose first symbol is longer than the table; it seems to lead past any block.</summary>
    public const ushort None = 511 << AdvanceShift;

    private const int ZeroRunOf16 = 0xF0;

    // Level n, at index 2^n, has an entry for each n bits when no more than those are known.
    private readonly ushort[] levels = new ushort[2 << Bits];
    private readonly ushort[] entries = GC.AllocateArray<ushort>(1 << Bits, pinned: true);
    private int version = -1;

    /// <summary>The address of the table, which is pinned and has 2^<see cref="Bits"/> entries.</summary>
    public unsafe ushort* Entries => (ushort*)Marshal.UnsafeAddrOfPinnedArrayElement(entries, 0);

    /// <summary>The entries for <paramref name="bits"/> known bits, 0 where not even one symbol fits.</summary>
    public ReadOnlySpan<ushort> Level(int bits) => levels.AsSpan(1 << bits, 1 << bits);

    /// <summary>Makes the table that of <paramref name="table"/>, unless it is already.</summary>
    public void Prepare(HuffmanTable table)
    {
        if (version == table.Version)
            return;

        for (var bits = 0; bits <= Bits; bits++)
            FillLevel(bits, table);

        Level(Bits).CopyTo(entries);
        entries.AsSpan().Replace((ushort)0, None);
        version = table.Version;
    }

    private void FillLevel(int bits, HuffmanTable table)
    {
        var level = levels.AsSpan(1 << bits, 1 << bits);
        level.Clear();
        var start = 0;
        var index = 0;
        for (var length = 1; length <= bits; length++)
        {
            for (var i = 0; i < table.Counts[length - 1]; i++, start += 1 << (bits - length))
                FillSymbol(level.Slice(start, 1 << (bits - length)), bits - length, length, table.Values[index++]);
        }
    }

    // The symbol is followed by its extra bits, and those by all that the remaining bits can hold.
    private void FillSymbol(Span<ushort> entries, int bitsLeft, int length, byte symbol)
    {
        var run = symbol >> 4;
        var size = symbol & 15;
        if (size == 0 && symbol != ZeroRunOf16)
        {
            entries.Fill((ushort)((uint)length | EndOfBlock));
            return;
        }

        if (size > bitsLeft)
            return;

        var added = (ushort)(length + size + ((run + 1) << AdvanceShift));
        var rest = Level(bitsLeft - size);
        for (var i = 0; i < rest.Length; i++)
            entries[i] = (ushort)(rest[i] + added);

        var period = entries[..rest.Length];
        for (var at = rest.Length; at < entries.Length; at += rest.Length)
            period.CopyTo(entries[at..]);
    }
}
