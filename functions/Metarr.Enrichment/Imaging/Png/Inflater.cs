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

    private readonly DeflateTable _lengths = new(11, 288);
    private readonly DeflateTable _distances = new(8, 32);
    private readonly DeflateTable _codeLengths = new(7, 19);
    private byte[] _input = [];
    private byte[] _window = [];
    private int _inputLength;
    private int _next;
    private ulong _bits;
    private int _ready;
    private int _read;
    private int _written;
    private int _blocks;
    private int _stored;
    private bool _isInBlock;
    private bool _isLastBlock;

    /// <summary>What was inflated and not yet consumed.</summary>
    public ReadOnlySpan<byte> Unread => _window.AsSpan(_read, _written - _read);

    /// <summary>Begins a stream.</summary>
    /// <param name="input">The stream, followed by <see cref="InputPadding"/> bytes.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="window">Room for <see cref="History"/>, <see cref="OutputSlack"/> and twice the longest row.</param>
    public ImageFault? Open(byte[] input, int length, byte[] window)
    {
        (_input, _inputLength, _window) = (input, length, window);
        (_bits, _ready, _read, _written, _blocks, _stored) = (0, 0, 0, 0, 0, 0);
        (_isInBlock, _isLastBlock) = (false, false);
        _next = 2;
        if (length < 2)
            return ImageFault.Truncated("The PNG has no image data.");

        var isZlib = (input[0] & 15) == 8 && input[0] >> 4 <= 7 && ((input[0] << 8) | input[1]) % 31 == 0 && (input[1] & 32) == 0;
        return isZlib ? null : Malformed();
    }

    /// <summary>That many bytes from the first unread one on; what lies past <see cref="Unread"/> has no meaning.</summary>
    /// <remarks>At most <see cref="OutputSlack"/> bytes may lie past.</remarks>
    public ReadOnlySpan<byte> Peek(int count) => _window.AsSpan(_read, count);

    /// <summary>Marks bytes of <see cref="Unread"/> as consumed.</summary>
    public void Consume(int count) => _read += count;

    /// <summary>Lets go of the buffers.</summary>
    public void Close() => (_input, _window) = ([], []);

    /// <summary>Inflates until at least <paramref name="wanted"/> bytes are unread.</summary>
    public ImageFault? Require(int wanted)
    {
        if (Unread.Length < wanted && _read > History)
            Slide();

        while (Unread.Length < wanted)
        {
            if (!_isInBlock && _isLastBlock)
                return ImageFault.Corrupt("The PNG holds less data than its picture.");

            var fault = _isInBlock ? Inflate() : BeginBlock();
            if (fault is not null)
                return fault;
            if (_next - _ready / 8 > _inputLength)
                return ImageFault.Truncated("The image data of the PNG end too early.");
        }

        return null;
    }

    private void Slide()
    {
        var dropped = _read - History;
        _window.AsSpan(dropped, _written - dropped).CopyTo(_window);
        _read -= dropped;
        _written -= dropped;
    }

    private ImageFault? Inflate() => _stored > 0 ? CopyStored() : InflateSymbols() ? null : Malformed();

    private static ImageFault Malformed() => ImageFault.Corrupt("The compressed data of the PNG are malformed.");

    private uint TakeBits(int count)
    {
        Refill();
        var value = (uint)(_bits & ((1UL << count) - 1));
        _bits >>= count;
        _ready -= count;
        return value;
    }

    private void Refill()
    {
        // Past the end the padding is read again and again; the caller notices that more was used than there is.
        var at = Math.Min(_next, _inputLength);
        _bits |= Unsafe.ReadUnaligned<ulong>(ref _input[at]) << _ready;
        _next += (63 - _ready) >> 3;
        _ready |= 56;
    }

    private ImageFault? BeginBlock()
    {
        if (++_blocks > FreeBlocks + _inputLength / BytesPerBlock)
            return ImageFault.TooLarge("The compressed data of the PNG are cut into too many blocks.");

        _isLastBlock = TakeBits(1) != 0;
        _isInBlock = true;
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
        TakeBits(_ready & 7);
        _stored = (int)TakeBits(16);
        if ((TakeBits(16) ^ 0xFFFF) != _stored)
            return Malformed();

        _next -= _ready / 8;
        (_bits, _ready) = (0, 0);
        _isInBlock = _stored > 0;
        return null;
    }

    private ImageFault? CopyStored()
    {
        var count = Math.Min(_stored, _window.Length - OutputSlack - _written);
        if (count > _inputLength - _next)
            return ImageFault.Truncated("The image data of the PNG end too early.");

        _input.AsSpan(_next, count).CopyTo(_window.AsSpan(_written));
        _next += count;
        _written += count;
        _stored -= count;
        _isInBlock = _stored > 0;
        return null;
    }

    private ImageFault? BeginFixed()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _lengths.Build(lengths, DeflateSymbols.LiteralsAndLengths);
        lengths[..32].Fill(5);
        _distances.Build(lengths[..32], DeflateSymbols.Distances);
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

        return _codeLengths.Build(lengths[..19], DeflateSymbols.CodeLengths)
            && ReadLengths(lengths[..(literals + distances)])
            && lengths[256] != 0
            && _lengths.Build(lengths[..literals], DeflateSymbols.LiteralsAndLengths)
            && _distances.Build(lengths.Slice(literals, distances), DeflateSymbols.Distances);
    }

    private bool ReadLengths(Span<byte> lengths)
    {
        for (var i = 0; i < lengths.Length;)
        {
            Refill();
            var entry = _codeLengths.Entries[_bits & 127];
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
        fixed (byte* input = _input, window = _window)
        {
            var state = new SymbolLoop
            {
                Bits = _bits,
                Ready = _ready,
                Next = input + _next,
                NextLimit = input + _inputLength + ReadAhead,
                Window = window,
                Output = window + _written,
                OutputEnd = window + _window.Length - OutputSlack,
            };
            var end = state.Run(_lengths.Entries, _distances.Entries);
            (_bits, _ready, _next) = (state.Bits, state.Ready, (int)(state.Next - input));
            _written = (int)(state.Output - window);
            _isInBlock = end != SymbolLoop.End.OfBlock;
            return end != SymbolLoop.End.Malformed;
        }
    }
}
