namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>Where a scan's bit reader stands in its <see cref="EntropyChunk"/>.</summary>
internal unsafe struct BitCursor
{
    /// <summary>The next bits, from the top; those below the highest <see cref="Count"/> may be there already.</summary>
    public ulong Bits;

    /// <summary>The number of bits that count as read from the window.</summary>
    public int Count;

    /// <summary>The next byte of the window.</summary>
    public byte* Next;

    /// <summary>The address past which no MCU may begin: there the window must be filled first, or the data are at their end.</summary>
    public byte* Limit;
}
