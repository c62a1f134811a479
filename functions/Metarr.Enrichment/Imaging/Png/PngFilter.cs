using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>Undoes the row filters of PNG (PNG 3rd edition, clause 9), a whole pixel at a time.</summary>
/// <remarks>
/// A pixel is handled as 8 bytes whatever its size: what is written past it is overwritten by the next pixel, and past the end of
/// a row lies <see cref="Padding"/>. Only the pixel to the left makes a chain; it is kept in a register.
/// </remarks>
internal static class PngFilter
{
    /// <summary>The bytes that must be there behind a row.</summary>
    public const int Padding = 64;

    private const byte None = 0;
    private const byte Sub = 1;
    private const byte Up = 2;
    private const byte Average = 3;
    private const byte Paeth = 4;

    /// <summary>Turns a filtered row into its bytes; false when there is no such filter.</summary>
    /// <param name="filter">The number before the row.</param>
    /// <param name="filtered">The row as it is stored.</param>
    /// <param name="row">Where the bytes go.</param>
    /// <param name="above">The row above, of the same length; zeros above the first.</param>
    /// <param name="length">The bytes of a row without <see cref="Padding"/>.</param>
    /// <param name="distance">The bytes of a pixel, 1 to 8.</param>
    public static bool Undo(
        byte filter, ReadOnlySpan<byte> filtered, Span<byte> row, ReadOnlySpan<byte> above, int length, int distance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filtered.Length, length + Padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(row.Length, length + Padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(above.Length, length + Padding);
        ref var from = ref MemoryMarshal.GetReference(filtered);
        ref var to = ref MemoryMarshal.GetReference(row);
        ref var up = ref MemoryMarshal.GetReference(above);
        switch (filter)
        {
            case None:
                filtered[..length].CopyTo(row);
                return true;
            case Sub:
                UndoSub(ref from, ref to, length, distance);
                return true;
            case Up:
                UndoUp(ref from, ref to, ref up, length);
                return true;
            case Average:
                UndoAverage(ref from, ref to, ref up, length, distance);
                return true;
            case Paeth:
                UndoPaeth(ref from, ref to, ref up, length, distance);
                return true;
            default:
                return false;
        }
    }

    private static void UndoSub(ref byte filtered, ref byte row, int length, int distance)
    {
        var left = Vector128<byte>.Zero;
        for (var i = 0; i < length; i += distance)
        {
            left += LoadPixel(ref filtered, i);
            StorePixel(left, ref row, i);
        }
    }

    private static void UndoUp(ref byte filtered, ref byte row, ref byte above, int length)
    {
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector256<byte>.Count)
            (Vector256.LoadUnsafe(ref filtered, i) + Vector256.LoadUnsafe(ref above, i)).StoreUnsafe(ref row, i);
    }

    private static void UndoAverage(ref byte filtered, ref byte row, ref byte above, int length, int distance)
    {
        var lowBits = Vector128.Create((byte)0x7F);
        var left = Vector128<byte>.Zero;
        for (var i = 0; i < length; i += distance)
        {
            // floor((a + b) / 2) without a ninth bit: the common bits, and half of those that differ.
            var up = LoadPixel(ref above, i);
            var half = ((left ^ up).AsUInt16() >> 1).AsByte() & lowBits;
            left = LoadPixel(ref filtered, i) + ((left & up) + half);
            StorePixel(left, ref row, i);
        }
    }

    private static void UndoPaeth(ref byte filtered, ref byte row, ref byte above, int length, int distance)
    {
        var byteMask = Vector128.Create((short)0xFF);
        var left = Vector128<short>.Zero;
        var upLeft = Vector128<short>.Zero;
        for (var i = 0; i < length; i += distance)
        {
            // The estimate is left + up - upLeft; its distances to the three follow from two differences.
            var up = Vector128.WidenLower(LoadPixel(ref above, i)).AsInt16();
            var fromLeft = up - upLeft;
            var fromUp = left - upLeft;
            var toLeft = Vector128.Abs(fromLeft);
            var toUp = Vector128.Abs(fromUp);
            var toUpLeft = Vector128.Abs(fromLeft + fromUp);
            var least = Vector128.Min(toUpLeft, Vector128.Min(toLeft, toUp));
            var nearest = Vector128.ConditionalSelect(
                Vector128.Equals(least, toLeft),
                left,
                Vector128.ConditionalSelect(Vector128.Equals(least, toUp), up, upLeft));

            left = (Vector128.WidenLower(LoadPixel(ref filtered, i)).AsInt16() + nearest) & byteMask;
            StorePixel(Vector128.Narrow(left.AsUInt16(), left.AsUInt16()), ref row, i);
            upLeft = up;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> LoadPixel(ref byte row, int at) =>
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, at))).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePixel(Vector128<byte> pixel, ref byte row, int at) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref row, at), pixel.AsUInt64().ToScalar());
}
