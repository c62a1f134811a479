using System.Runtime.InteropServices;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Looks up the first bits of a block: its DC difference with as many AC symbols after it as fit.</summary>
/// <remarks>
/// An entry has in bits 0 to 5 how many bits it covers (0: the DC symbol is longer than the table), in bit 6 whether the block
/// ends there, from bit 7 on the coefficients known, from bit 16 on the difference.
/// </remarks>
internal sealed class BlockStartTable
{
    /// <summary>The number of bits looked up at once.</summary>
    public const int Bits = 11;

    /// <summary>The bits of an entry that count coefficients and tell whether the block ends.</summary>
    public const uint StateMask = 0x3FC0;

    /// <summary>The coefficients of a block, where an entry counts them.</summary>
    public const uint WholeBlock = 64 << SkipTable.AdvanceShift;

    /// <summary>By how many places an entry's difference is shifted.</summary>
    public const int DifferenceShift = 16;

    private readonly uint[] entries = GC.AllocateArray<uint>(1 << Bits, pinned: true);
    private (int Dc, int Ac) versions = (-1, -1);

    /// <summary>The address of the table, which is pinned and has 2^<see cref="Bits"/> entries.</summary>
    public unsafe uint* Entries => (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(entries, 0);

    /// <summary>Makes the table that of a pair of Huffman tables, unless it is already.</summary>
    /// <param name="dc">The table of DC differences.</param>
    /// <param name="ac">What follows a difference; null in a scan of DC alone.</param>
    /// <param name="acVersion">The version of the Huffman table behind <paramref name="ac"/>.</param>
    public void Prepare(HuffmanTable dc, SkipTable? ac, int acVersion)
    {
        if (versions == (dc.Version, acVersion))
            return;

        Array.Clear(entries);
        var start = 0;
        var index = 0;
        for (var length = 1; length <= Bits; length++)
        {
            for (var i = 0; i < dc.Counts[length - 1]; i++, start += 1 << (Bits - length))
            {
                var size = dc.Values[index++];
                if (length + size <= Bits)
                    FillSymbol(entries.AsSpan(start, 1 << (Bits - length)), length, size, ac);
            }
        }

        versions = (dc.Version, acVersion);
    }

    /// <summary>The difference that <paramref name="size"/> extra bits stand for (T.81 F.2.2.1, EXTEND).</summary>
    public static int Extend(int bits, int size) => size == 0 || bits >> (size - 1) != 0 ? bits : bits - (1 << size) + 1;

    private static void FillSymbol(Span<uint> entries, int length, int size, SkipTable? ac)
    {
        var bitsLeft = Bits - length - size;
        var rest = ac is null ? default : ac.Level(bitsLeft);
        for (var extra = 0; extra < 1 << size; extra++)
        {
            var part = entries.Slice(extra << bitsLeft, 1 << bitsLeft);
            var difference = (uint)Extend(extra, size) << DifferenceShift;
            var alone = difference | (uint)(length + size) | (1u << SkipTable.AdvanceShift);
            part.Fill(ac is null ? alone | SkipTable.EndOfBlock : alone);
            for (var i = 0; i < rest.Length; i++)
            {
                // Symbols that lead to the block's last coefficient may be followed by bits that are another block's.
                if ((1u << SkipTable.AdvanceShift) + rest[i] < WholeBlock)
                    part[i] = alone + rest[i];
            }
        }
    }
}
