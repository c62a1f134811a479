using System.Buffers.Binary;

namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>A growing file whose entropy-coded parts are appended bit by bit, with a zero byte stuffed after each FF.</summary>
internal sealed class EntropyWriter(int capacity)
{
    private byte[] buffer = new byte[capacity];
    private int position;
    private ulong pending;
    private int free = 64;

    public byte[] ToArray() => buffer.AsSpan(0, position).ToArray();

    /// <summary>Appends marker segments, outside of entropy-coded data.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(position));
        position += bytes.Length;
    }

    /// <summary>Appends up to 63 bits; the bits above <see cref="BitRun.Length"/> must be zero.</summary>
    public void Append(BitRun run)
    {
        if (run.Length < free)
        {
            free -= run.Length;
            pending |= run.Bits << free;
            return;
        }
        var rest = run.Length - free;
        WriteWord(pending | (run.Bits >> rest));
        free = 64 - rest;
        pending = rest == 0 ? 0 : run.Bits << free;
    }

    /// <summary>Fills the last byte with ones, as T.81 F.1.2.3 asks at the end of a scan.</summary>
    public void EndScan()
    {
        var used = 64 - free;
        var padded = used == 0 ? 0 : pending | (ulong.MaxValue >> used);
        Reserve(16);
        for (var written = 0; written < used; written += 8)
            WriteByte((byte)(padded >> (56 - written)));
        (pending, free) = (0, 64);
    }

    private void WriteWord(ulong word)
    {
        Reserve(16);
        // Some byte is FF exactly if its complement has a zero byte.
        var complement = ~word;
        if (((complement - 0x0101010101010101) & word & 0x8080808080808080) == 0)
        {
            BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(position), word);
            position += 8;
            return;
        }
        for (var shift = 56; shift >= 0; shift -= 8)
            WriteByte((byte)(word >> shift));
    }

    private void WriteByte(byte value)
    {
        buffer[position++] = value;
        if (value == 0xFF)
            buffer[position++] = 0;
    }

    private void Reserve(int count)
    {
        if (buffer.Length - position < count)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, position + count));
    }
}
