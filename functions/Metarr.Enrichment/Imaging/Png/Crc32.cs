using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>The CRC that closes each PNG chunk (PNG 3rd edition, 5.5): polynomial 0x04C11DB7, reflected.</summary>
/// <remarks>Long runs are folded 64 bytes at a time by carry-less multiplication (Gopal and others, Intel, 2009).</remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Lanes = 4;

    private static readonly uint[] Table = MakeTable();

    // x^n mod P, reflected, for n = 4*128+32, 4*128-32, 128+32 and 128-32.
    private static readonly Vector128<ulong> FoldByFour = Vector128.Create(0x154442BD4UL, 0x1C6E41596UL);
    private static readonly Vector128<ulong> FoldByOne = Vector128.Create(0x1751997D0UL, 0x0CCAA009EUL);

    /// <summary>The CRC of <paramref name="bytes"/>.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        if (Pclmulqdq.IsSupported && bytes.Length >= 2 * Lanes * Vector128<byte>.Count)
        {
            Span<byte> folded = stackalloc byte[Vector128<byte>.Count];
            bytes = Fold(bytes, folded);

            // What is left has the same remainder as all that was folded into it, initial value included.
            crc = Continue(0, folded);
        }

        return ~Continue(crc, bytes);
    }

    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);

        return crc;
    }

    private static ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> bytes, scoped Span<byte> folded)
    {
        var a = Take(ref bytes) ^ Vector128.CreateScalar((ulong)uint.MaxValue);
        var b = Take(ref bytes);
        var c = Take(ref bytes);
        var d = Take(ref bytes);
        while (bytes.Length >= Lanes * Vector128<byte>.Count)
        {
            a = Multiply(a, FoldByFour) ^ Take(ref bytes);
            b = Multiply(b, FoldByFour) ^ Take(ref bytes);
            c = Multiply(c, FoldByFour) ^ Take(ref bytes);
            d = Multiply(d, FoldByFour) ^ Take(ref bytes);
        }

        a = Multiply(a, FoldByOne) ^ b;
        a = Multiply(a, FoldByOne) ^ c;
        a = Multiply(a, FoldByOne) ^ d;
        while (bytes.Length >= Vector128<byte>.Count)
            a = Multiply(a, FoldByOne) ^ Take(ref bytes);

        a.AsByte().CopyTo(folded);
        return bytes;
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> value, Vector128<ulong> constants) =>
        Pclmulqdq.CarrylessMultiply(value, constants, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, constants, 0x11);

    private static Vector128<ulong> Take(ref ReadOnlySpan<byte> bytes)
    {
        var value = Vector128.Create(bytes).AsUInt64();
        bytes = bytes[Vector128<byte>.Count..];
        return value;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value >> 1) ^ ((value & 1) * Polynomial);

            table[i] = value;
        }

        return table;
    }
}
