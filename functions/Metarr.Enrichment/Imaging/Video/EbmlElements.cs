using System.Numerics;

namespace Metarr.Enrichment.Imaging.Video;

/// <summary>Goes through EBML elements (RFC 8794), one level at a time.</summary>
internal ref struct EbmlElements
{
    private const int MostElements = 100_000;

    private readonly int total;
    private ReadOnlySpan<byte> rest;
    private int count;

    /// <param name="content">The elements, one after the other.</param>
    public EbmlElements(ReadOnlySpan<byte> content)
    {
        rest = content;
        total = content.Length;
    }

    /// <summary>The identifier of the current element, its length marker included.</summary>
    public uint Id { get; private set; }

    /// <summary>What the current element holds, as far as it is at hand.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The length that the current element claims; -1 when it is open.</summary>
    public long Length { get; private set; }

    /// <summary>Where the current element's content begins.</summary>
    public int ContentStart { get; private set; }

    /// <summary>Goes to the next element; false at the end and where there is none.</summary>
    public bool MoveNext()
    {
        if (++count > MostElements || !TryTake(out var id, keepMarker: true) || !TryTake(out var length, keepMarker: false))
            return false;

        Id = (uint)id;
        Length = length;
        ContentStart = total - rest.Length;
        var present = length < 0 ? rest.Length : (int)Math.Min(length, rest.Length);
        Content = rest[..present];
        rest = rest[present..];
        return true;
    }

    /// <summary>An unsigned number of 0 to 8 bytes; 0 when it is longer.</summary>
    public readonly ulong ReadNumber()
    {
        var number = 0UL;
        foreach (var part in Content[..Math.Min(Content.Length, 8)])
            number = (number << 8) | part;

        return number;
    }

    /// <summary>A floating-point number of 4 or 8 bytes; 0 for any other length.</summary>
    public readonly double ReadFloat() => Content.Length switch
    {
        4 => BitConverter.UInt32BitsToSingle((uint)ReadNumber()),
        8 => BitConverter.UInt64BitsToDouble(ReadNumber()),
        _ => 0,
    };

    // The zeros before the first one tell how many bytes follow; all ones stand for an open length.
    private bool TryTake(out long value, bool keepMarker)
    {
        value = -1;
        if (rest.IsEmpty || rest[0] == 0)
            return false;

        var bytes = BitOperations.LeadingZeroCount((uint)rest[0]) - 23;
        if (bytes > rest.Length || (keepMarker && bytes > 4))
            return false;

        var number = 0UL;
        foreach (var part in rest[..bytes])
            number = (number << 8) | part;

        rest = rest[bytes..];
        var mask = (1UL << (7 * bytes)) - 1;
        if (keepMarker)
            value = (long)number;
        else if ((number & mask) != mask)
            value = (long)(number & mask);

        return true;
    }
}
