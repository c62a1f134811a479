using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>The inner loop of <see cref="Inflater"/>: literals and matches of one block.</summary>
internal unsafe struct SymbolLoop
{
    /// <summary>Why the loop stopped.</summary>
    public enum End
    {
        /// <summary>The block is complete.</summary>
        OfBlock,

        /// <summary>The window is full, or the input used up.</summary>
        OfRoom,

        /// <summary>A code or a distance is impossible.</summary>
        Malformed,
    }

    private const uint LengthIndex = (1 << 11) - 1;
    private const uint DistanceIndex = (1 << 8) - 1;

    public ulong Bits;
    public int Ready;
    public byte* Next;
    public byte* NextLimit;
    public byte* Window;
    public byte* Output;
    public byte* OutputEnd;

    /// <summary>Runs with the entries of a block's two tables.</summary>
    public End Run(uint* lengths, uint* distances)
    {
        var bits = Bits;
        var ready = Ready;
        var next = Next;
        var output = Output;
        var end = End.OfRoom;
        while (output < OutputEnd && next <= NextLimit)
        {
            // Makes at least 56 bits ready: a length and a distance take 48 at most.
            bits |= Unsafe.ReadUnaligned<ulong>(next) << ready;
            next += (63 - ready) >> 3;
            ready |= 56;
            var entry = Find(lengths, LengthIndex, bits);
            var taken = bits;
            Drop(entry, ref bits, ref ready);
            if ((entry & DeflateTable.Literal) != 0)
            {
                *output++ = (byte)(entry >> DeflateTable.ValueShift);
                PutLiterals(lengths, ref bits, ref ready, ref output);
            }
            else if ((entry & DeflateTable.Special) != 0)
            {
                end = entry >> DeflateTable.ValueShift == DeflateTable.EndOfBlock ? End.OfBlock : End.Malformed;
                break;
            }
            else if (!TryCopyMatch((int)Value(entry, taken), distances, ref bits, ref ready, ref output))
            {
                end = End.Malformed;
                break;
            }
        }

        (Bits, Ready) = (bits, ready);
        Next = next;
        Output = output;
        return end;
    }

    // A literal took 15 bits at most, so that two more fit, when they have short codes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutLiterals(uint* lengths, ref ulong bits, ref int ready, ref byte* output)
    {
        var entry = lengths[bits & LengthIndex];
        for (var i = 0; i < 2 && (entry & DeflateTable.Literal) != 0; i++)
        {
            *output++ = (byte)(entry >> DeflateTable.ValueShift);
            Drop(entry, ref bits, ref ready);
            entry = lengths[bits & LengthIndex];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryCopyMatch(int length, uint* distances, ref ulong bits, ref int ready, ref byte* output)
    {
        var entry = Find(distances, DistanceIndex, bits);
        var distance = Value(entry, bits);
        if ((entry & DeflateTable.Special) != 0 || distance > output - Window)
            return false;

        Drop(entry, ref bits, ref ready);
        Copy(output, (int)distance, length);
        output += length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Find(uint* entries, uint index, ulong bits)
    {
        var entry = entries[bits & index];
        return (entry & DeflateTable.Special) == 0 ? entry : DeflateTable.Second(entries, entry, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Drop(uint entry, ref ulong bits, ref int ready)
    {
        bits >>= (int)entry;
        ready -= (int)(entry & DeflateTable.DropMask);
    }

    // The base and what the extra bits, which follow the code, add to it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Value(uint entry, ulong bits)
    {
        var extra = (bits & ((1UL << (int)(entry & DeflateTable.DropMask)) - 1)) >> (int)((entry >> DeflateTable.LengthShift) & 15);
        return (entry >> DeflateTable.ValueShift) + (uint)extra;
    }

    // Copies in steps that may overshoot the length, into room that the next symbol overwrites.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* to, int distance, int length)
    {
        var end = to + length;
        if (distance >= Vector128<byte>.Count)
        {
            for (; to < end; to += Vector128<byte>.Count)
                Vector128.Load(to - distance).Store(to);
        }
        else
        {
            CopyNear(to, distance, end);
        }
    }

    private static void CopyNear(byte* to, int distance, byte* end)
    {
        if (distance is 1 or 2 or 4 or 8)
        {
            var pattern = distance switch
            {
                1 => Vector128.Create(to[-1]),
                2 => Vector128.Create(Unsafe.ReadUnaligned<ushort>(to - 2)).AsByte(),
                4 => Vector128.Create(Unsafe.ReadUnaligned<uint>(to - 4)).AsByte(),
                _ => Vector128.Create(Unsafe.ReadUnaligned<ulong>(to - 8)).AsByte(),
            };
            for (; to < end; to += Vector128<byte>.Count)
                pattern.Store(to);
        }
        else
        {
            // Each step makes as many bytes as the distance is long; of what it copies beyond, the next step makes it good.
            for (var step = Math.Min(distance, 8); to < end; to += step)
                Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ulong>(to - distance));
        }
    }
}
