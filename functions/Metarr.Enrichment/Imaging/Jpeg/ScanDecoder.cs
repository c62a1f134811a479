using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Reads the DC coefficients of one scan.</summary>
/// <remarks>
/// AC symbols of a sequential scan are skipped several at a time. The loop over blocks is where the time of an analysis goes
/// (benchmark <c>imaging</c>), so it uses addresses: all it reads is bounded by the tables' size and the chunk's slack, which it
/// checks once an MCU, and all it writes by the block counts of the frame.
/// </remarks>
internal unsafe ref struct ScanDecoder
{
    private readonly ReadOnlySpan<byte> file;
    private readonly JpegWorkspace workspace;
    private readonly JpegScan scan;
    private readonly ScanBlock* blocks;
    private readonly int* predictions;
    private readonly int blockCount;
    private BitCursor cursor;

    /// <param name="file">The whole file.</param>
    /// <param name="workspace">Tables, prepared for the scan.</param>
    /// <param name="scan">The scan's header.</param>
    /// <param name="blocks">The data units of an MCU.</param>
    /// <param name="blockCount">Their number.</param>
    /// <param name="predictions">Room for a prediction for each component of a scan.</param>
    public ScanDecoder(
        ReadOnlySpan<byte> file, JpegWorkspace workspace, JpegScan scan, ScanBlock* blocks, int blockCount, int* predictions)
    {
        this.file = file;
        this.workspace = workspace;
        this.scan = scan;
        this.blocks = blocks;
        this.blockCount = blockCount;
        this.predictions = predictions;
    }

    /// <summary>The fault that stopped <see cref="TryReadMcus"/>.</summary>
    public ImageFault? Fault { get; private set; }

    /// <summary>Where in the file the data end that were opened last.</summary>
    public readonly int Position => workspace.Chunk.Position;

    /// <summary>Begins at the file's <paramref name="position"/>, as a scan and each restart interval do.</summary>
    public void Open(int position)
    {
        workspace.Chunk.Open(file, position);
        cursor = default;
        cursor.Next = workspace.Chunk.Start;
        SetLimit();
        new Span<int>(predictions, 4).Clear();
    }

    /// <summary>Reads some MCUs of a row.</summary>
    public bool TryReadMcus(int count)
    {
        while (count > 0)
        {
            if (cursor.Next > cursor.Limit && !TryFill())
                return false;

            count = scan.IsRefinement ? Refine(count) : ReadBlocks(count);
        }

        return Fault is null;
    }

    /// <summary>Checks that the data end where the last MCU did, up to the padding of a byte (T.81 F.1.2.3).</summary>
    public ImageFault? CheckEnd()
    {
        // The window can be full with the marker next.
        var chunk = workspace.Chunk;
        if (!chunk.IsLast)
            TryFill();

        var left = (chunk.Start + chunk.Length - cursor.Next) * 8 + cursor.Count;
        if (left < 0)
            return OutOfData();

        return chunk.IsLast && left < 8 ? null : ImageFault.Corrupt("A JPEG scan holds more data than its picture.");
    }

    private bool TryFill()
    {
        var chunk = workspace.Chunk;
        if (chunk.IsLast)
        {
            Fault = OutOfData();
            return false;
        }

        chunk.Advance(file, (int)(cursor.Next - chunk.Start));
        cursor.Next = chunk.Start;
        SetLimit();
        return true;
    }

    private readonly ImageFault OutOfData() => !file[Position..].ContainsAnyExcept(JpegMarker.Prefix)
        ? ImageFault.Truncated("The JPEG ends within a scan.")
        : ImageFault.Corrupt("A JPEG scan holds less data than its picture.");

    private void SetLimit()
    {
        // The reader may stand up to 8 bytes past what it has used.
        var chunk = workspace.Chunk;
        cursor.Limit = chunk.Start + chunk.Length + (chunk.IsLast ? 8 : -EntropyChunk.Slack);
    }

    private int ReadBlocks(int count)
    {
        var bits = cursor.Bits;
        var ready = cursor.Count;
        var next = cursor.Next;
        var last = blocks + blockCount;
        var shift = scan.LowBit;
        var predictions = this.predictions;
        for (; count > 0 && next <= cursor.Limit; count--)
        {
            for (var block = blocks; block < last; block++)
            {
                Refill(ref bits, ref ready, ref next);
                var start = block->Start[bits >> (64 - BlockStartTable.Bits)];
                if (start == 0 && (start = FindStart(block, bits)) == 0)
                    return 0;

                Drop(start, ref bits, ref ready);
                var prediction = predictions[block->Part] += (int)start >> BlockStartTable.DifferenceShift;
                *block->Target = (short)(prediction << shift);
                block->Target += block->Step;
                var state = start & BlockStartTable.StateMask;
                while ((state & (SkipTable.EndOfBlock | BlockStartTable.WholeBlock)) == 0)
                {
                    Refill(ref bits, ref ready, ref next);
                    uint skip = block->Skip[bits >> (64 - SkipTable.Bits)];
                    if (state + (skip & ~SkipTable.UsedMask) > BlockStartTable.WholeBlock && (skip = FindAc(block, bits, state)) == 0)
                        return 0;

                    state += skip & ~SkipTable.UsedMask;
                    Drop(skip, ref bits, ref ready);
                }
            }
        }

        cursor.Bits = bits;
        cursor.Count = ready;
        cursor.Next = next;
        return count;
    }

    // Makes at least 56 bits ready. What lies below them may be filled in already, and is the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Refill(ref ulong bits, ref int ready, ref byte* next)
    {
        bits |= BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(next)) >> ready;
        next += (63 - ready) >> 3;
        ready |= 56;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Drop(uint entry, ref ulong bits, ref int ready)
    {
        bits <<= (int)entry;
        ready -= (int)(entry & SkipTable.UsedMask);
    }

    // One more bit of each coefficient (G.1.2.1).
    private int Refine(int count)
    {
        var bits = cursor.Bits;
        var ready = cursor.Count;
        var next = cursor.Next;
        for (; count > 0 && next <= cursor.Limit; count--)
        {
            Refill(ref bits, ref ready, ref next);
            for (var i = 0; i < blockCount; i++)
            {
                var block = blocks + i;
                *block->Target |= (short)((int)(bits >> 63) << scan.LowBit);
                block->Target += block->Step;
                bits <<= 1;
            }

            ready -= blockCount;
        }

        cursor.Bits = bits;
        cursor.Count = ready;
        cursor.Next = next;
        return count;
    }

    // A DC symbol longer than the look-up: what it says in the shape of an entry.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint FindStart(ScanBlock* block, ulong bits)
    {
        var code = workspace.DcTables[block->DcTable].Find(bits);
        if (code == 0)
        {
            Fault = ImageFault.Corrupt("A JPEG scan holds a code that its tables lack.");
            return 0;
        }

        var (length, size) = (code >> 8, code & 255);
        var extra = size == 0 ? 0 : (int)(bits << length >> (64 - size));
        var state = (1u << SkipTable.AdvanceShift) | (block->Skip == null ? SkipTable.EndOfBlock : 0);
        return ((uint)BlockStartTable.Extend(extra, size) << BlockStartTable.DifferenceShift) | state | (uint)(length + size);
    }

    // A single AC symbol: a long one, or one of the last of a block, where a look-up of several leads past it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint FindAc(ScanBlock* block, ulong bits, uint state)
    {
        var code = workspace.AcTables[block->AcTable].Find(bits);
        var (length, run, size) = (code >> 8, (code >> 4) & 15, code & 15);
        var advance = size == 0 && run != 15 ? SkipTable.EndOfBlock : (uint)(run + 1) << SkipTable.AdvanceShift;
        if (code != 0 && (advance == SkipTable.EndOfBlock || state + advance <= BlockStartTable.WholeBlock))
            return advance | (uint)(length + size);

        Fault = ImageFault.Corrupt(code == 0
            ? "A JPEG scan holds a code that its tables lack."
            : "A block of a JPEG scan has too many coefficients.");
        return 0;
    }
}
