using System.Runtime.CompilerServices;

namespace Metarr.Enrichment.Imaging.Png;

/// <summary>Inflates a zlib stream (RFC 1950 and 1951) into a sliding window, from which rows are taken.</summary>
/// <remarks>
/// The Adler-32 at the end is not computed: the chunks' CRCs cover the same bytes. The loop over symbols uses addresses instead of
/// spans; its input has <see cref="InputPadding"/> bytes behind its end and its output <see cref="OutputSlack"/>.
/// </remarks>
internal sealed unsafe class Inflater
{
    /// <summary>The zero bytes that must stand behind the input.</summary>
    public const int InputPadding = 32;

    /// <summary>The bytes behind the place where output stops that the longest match may reach.</summary>
    public const int OutputSlack = 258 + 32;

    /// <summary>How far back a match may reach.</summary>
    public const int History = 32 * 1024;

    // The bits of the last symbols may have been read, with some padding, while they are yet to be used.
    private const int ReadAhead = 8;

    // Encoders fill a block with thousands of symbols; each costs the making of its tables.
    private const int FreeBlocks = 1000;
    private const int BytesPerBlock = 512;

    private readonly DeflateTable lengths = new(11, 288);
    private readonly DeflateTable distances = new(8, 32);
    private readonly DeflateTable codeLengths = new(7, 19);
    private byte[] input = [];
    private byte[] window = [];
    private int inputLength;
    private int next;
    private ulong bits;
    private int ready;
    private int read;
    private int written;
    private int blocks;
    private int stored;
    private bool isInBlock;
    private bool isLastBlock;

    /// <summary>What was inflated and not yet consumed.</summary>
    public ReadOnlySpan<byte> Unread => window.AsSpan(read, written - read);

    /// <summary>Begins a stream.</summary>
    /// <param name="input">The stream, followed by <see cref="InputPadding"/> bytes.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="window">Room for <see cref="History"/>, <see cref="OutputSlack"/> and twice the longest row.</param>
    public ImageFault? Open(byte[] input, int length, byte[] window)
    {
        (this.input, inputLength, this.window) = (input, length, window);
        (bits, ready, read, written, blocks, stored) = (0, 0, 0, 0, 0, 0);
        (isInBlock, isLastBlock) = (false, false);
        next = 2;
        if (length < 2)
            return ImageFault.Truncated("The PNG has no image data.");

        var isZlib = (input[0] & 15) == 8 && input[0] >> 4 <= 7 && ((input[0] << 8) | input[1]) % 31 == 0 && (input[1] & 32) == 0;
        return isZlib ? null : Malformed();
    }

    /// <summary>That many bytes from the first unread one on; what lies past <see cref="Unread"/> has no meaning.</summary>
    /// <remarks>At most <see cref="OutputSlack"/> bytes may lie past.</remarks>
    public ReadOnlySpan<byte> Peek(int count) => window.AsSpan(read, count);

    /// <summary>Marks bytes of <see cref="Unread"/> as consumed.</summary>
    public void Consume(int count) => read += count;

    /// <summary>Lets go of the buffers.</summary>
    public void Close() => (input, window) = ([], []);

    /// <summary>Inflates until at least <paramref name="wanted"/> bytes are unread.</summary>
    public ImageFault? Require(int wanted)
    {
        if (Unread.Length < wanted && read > History)
            Slide();

        while (Unread.Length < wanted)
        {
            if (!isInBlock && isLastBlock)
                return ImageFault.Corrupt("The PNG holds less data than its picture.");

            var fault = isInBlock ? Inflate() : BeginBlock();
            if (fault is not null)
                return fault;
            if (next - ready / 8 > inputLength)
                return ImageFault.Truncated("The image data of the PNG end too early.");
        }

        return null;
    }

    private void Slide()
    {
        var dropped = read - History;
        window.AsSpan(dropped, written - dropped).CopyTo(window);
        read -= dropped;
        written -= dropped;
    }

    private ImageFault? Inflate() => stored > 0 ? CopyStored() : InflateSymbols() ? null : Malformed();

    private static ImageFault Malformed() => ImageFault.Corrupt("The compressed data of the PNG are malformed.");

    private uint TakeBits(int count)
    {
        Refill();
        var value = (uint)(bits & ((1UL << count) - 1));
        bits >>= count;
        ready -= count;
        return value;
    }

    private void Refill()
    {
        // Past the end the padding is read again and again; the caller notices that more was used than there is.
        var at = Math.Min(next, inputLength);
        bits |= Unsafe.ReadUnaligned<ulong>(ref input[at]) << ready;
        next += (63 - ready) >> 3;
        ready |= 56;
    }

    private ImageFault? BeginBlock()
    {
        if (++blocks > FreeBlocks + inputLength / BytesPerBlock)
            return ImageFault.TooLarge("The compressed data of the PNG are cut into too many blocks.");

        isLastBlock = TakeBits(1) != 0;
        isInBlock = true;
        return TakeBits(2) switch
        {
            0 => BeginStored(),
            1 => BeginFixed(),
            2 => BeginDynamic() ? null : Malformed(),
            _ => Malformed(),
        };
    }

    private ImageFault? BeginStored()
    {
        TakeBits(ready & 7);
        stored = (int)TakeBits(16);
        if ((TakeBits(16) ^ 0xFFFF) != stored)
            return Malformed();

        next -= ready / 8;
        (bits, ready) = (0, 0);
        isInBlock = stored > 0;
        return null;
    }

    private ImageFault? CopyStored()
    {
        var count = Math.Min(stored, window.Length - OutputSlack - written);
        if (count > inputLength - next)
            return ImageFault.Truncated("The image data of the PNG end too early.");

        input.AsSpan(next, count).CopyTo(window.AsSpan(written));
        next += count;
        written += count;
        stored -= count;
        isInBlock = stored > 0;
        return null;
    }

    private ImageFault? BeginFixed()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        this.lengths.Build(lengths, DeflateSymbols.LiteralsAndLengths);
        lengths[..32].Fill(5);
        distances.Build(lengths[..32], DeflateSymbols.Distances);
        return null;
    }

    private bool BeginDynamic()
    {
        var (literals, distances, codeLengths) = ((int)TakeBits(5) + 257, (int)TakeBits(5) + 1, (int)TakeBits(4) + 4);
        if (literals > 286 || distances > 30)
            return false;

        Span<byte> lengths = stackalloc byte[320];
        lengths.Clear();
        for (var i = 0; i < codeLengths; i++)
            lengths[DeflateSymbols.CodeLengthOrder[i]] = (byte)TakeBits(3);

        return this.codeLengths.Build(lengths[..19], DeflateSymbols.CodeLengths)
            && ReadLengths(lengths[..(literals + distances)])
            && lengths[256] != 0
            && this.lengths.Build(lengths[..literals], DeflateSymbols.LiteralsAndLengths)
            && this.distances.Build(lengths.Slice(literals, distances), DeflateSymbols.Distances);
    }

    private bool ReadLengths(Span<byte> lengths)
    {
        for (var i = 0; i < lengths.Length;)
        {
            Refill();
            var entry = codeLengths.Entries[bits & 127];
            if ((entry & DeflateTable.Special) != 0)
                return false;

            TakeBits((int)(entry & DeflateTable.DropMask));
            var symbol = entry >> DeflateTable.ValueShift;
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            var (extra, least) = symbol switch { 16 => (2, 3), 17 => (3, 3), _ => (7, 11) };
            var repeats = (int)TakeBits(extra) + least;
            if (repeats > lengths.Length - i || (symbol == 16 && i == 0))
                return false;

            lengths.Slice(i, repeats).Fill(symbol == 16 ? lengths[i - 1] : (byte)0);
            i += repeats;
        }

        return true;
    }

    // Until the block ends, the window is full or the input is used up; false when a code or a distance is impossible.
    private bool InflateSymbols()
    {
        fixed (byte* input = this.input, window = this.window)
        {
            var state = new SymbolLoop
            {
                Bits = bits,
                Ready = ready,
                Next = input + next,
                NextLimit = input + inputLength + ReadAhead,
                Window = window,
                Output = window + written,
                OutputEnd = window + this.window.Length - OutputSlack,
            };
            var end = state.Run(lengths.Entries, distances.Entries);
            (bits, ready, next) = (state.Bits, state.Ready, (int)(state.Next - input));
            written = (int)(state.Output - window);
            isInBlock = end != SymbolLoop.End.OfBlock;
            return end != SymbolLoop.End.Malformed;
        }
    }
}
