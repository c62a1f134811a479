using System.Runtime.InteropServices;

namespace Metarr.Enrichment.Imaging.Jpeg;

/// <summary>A window on entropy-coded data, with the zero bytes taken out that follow each 0xFF (T.81 B.1.1.5).</summary>
/// <remarks>
/// It ends at a marker or at the end of the file. Zeros follow the end, enough for the longest MCU, so that the bit reader needs
/// to check its position once an MCU.
/// </remarks>
internal sealed class EntropyChunk
{
    /// <summary>More bytes than any MCU takes: 10 blocks of 64 symbols of 16 bits with 15 extra bits, and a read ahead.</summary>
    public const int Slack = 2560;

    private const int Capacity = 32 * 1024;

    private readonly byte[] bytes = GC.AllocateArray<byte>(Capacity + Slack, pinned: true);

    /// <summary>The address of the window, which is pinned.</summary>
    public unsafe byte* Start => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);

    /// <summary>The number of data bytes in the window.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the window reaches to the marker, or the end of the file, at <see cref="Position"/>.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Where in the file the next byte after the window stands.</summary>
    public int Position { get; private set; }

    /// <summary>Opens the window at a place in the file.</summary>
    public void Open(ReadOnlySpan<byte> file, int position)
    {
        Length = 0;
        Position = position;
        IsLast = false;
        Advance(file, 0);
    }

    /// <summary>Drops the first bytes of the window and fills it up.</summary>
    public void Advance(ReadOnlySpan<byte> file, int dropped)
    {
        var kept = Length - dropped;
        bytes.AsSpan(dropped, kept).CopyTo(bytes);
        Length = kept;
        while (!IsLast && Length < Capacity)
            CopyRun(file);

        if (IsLast)
            bytes.AsSpan(Length, Slack).Clear();
    }

    private void CopyRun(ReadOnlySpan<byte> file)
    {
        var source = file.Slice(Position, Math.Min(Capacity - Length, file.Length - Position));
        var run = source.IndexOf(JpegMarker.Prefix);
        if (run < 0)
            run = source.Length;

        source[..run].CopyTo(bytes.AsSpan(Length));
        Length += run;
        Position += run;
        if (run < source.Length)
            TakePrefix(file);
        else
            IsLast = Position == file.Length;
    }

    // 0xFF and zero are a data byte; more 0xFF before a marker are fill bytes (B.1.1.2), which libjpeg allows before a zero, too.
    private void TakePrefix(ReadOnlySpan<byte> file)
    {
        var next = Position + 1;
        while (next < file.Length && file[next] == JpegMarker.Prefix)
            next++;

        if (next < file.Length && file[next] == 0)
        {
            bytes[Length++] = JpegMarker.Prefix;
            Position = next + 1;
        }
        else
        {
            IsLast = true;
        }
    }
}
