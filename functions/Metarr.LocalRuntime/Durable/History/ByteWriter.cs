using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>A growing buffer of frames. A frame is its payload's length and CRC-32C, four bytes each, and the payload: it is there
/// whole or, after a crash in the midst of writing, not at all.</summary>
internal sealed class ByteWriter
{
    /// <summary>Bytes before a frame's payload.</summary>
    public const int FrameHeader = 8;

    private byte[] buffer = new byte[64 * 1024];
    private int length;
    private int frameStart;

    /// <summary>All finished frames.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Bytes written so far.</summary>
    public int Length => length;

    /// <summary>Begins a frame.</summary>
    public void BeginFrame()
    {
        frameStart = length;
        Reserve(FrameHeader);
        length += FrameHeader;
    }

    /// <summary>Ends the frame; an empty one is taken back.</summary>
    public void EndFrame()
    {
        var payload = buffer.AsSpan(frameStart + FrameHeader, length - frameStart - FrameHeader);
        if (payload.IsEmpty)
        {
            length = frameStart;
            return;
        }

        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(frameStart), payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(frameStart + 4), Checksum(payload));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => length = 0;

    public void Byte(byte value)
    {
        Reserve(1);
        buffer[length++] = value;
    }

    public void Number(long value)
    {
        Reserve(10);
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
            buffer[length++] = (byte)(rest | 0x80);
        buffer[length++] = (byte)rest;
    }

    public void Time(DateTime value)
    {
        Reserve(8);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(length), value.Ticks);
        length += 8;
    }

    /// <summary>Text, or <c>null</c>: the length in bytes plus one, then UTF-8; 0 is <c>null</c>.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
            return;
        }

        var size = Encoding.UTF8.GetByteCount(value);
        Number(size + 1L);
        Reserve(size);
        length += Encoding.UTF8.GetBytes(value, buffer.AsSpan(length));
    }

    /// <summary>The CRC-32C of some bytes.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    private void Reserve(int count)
    {
        if (buffer.Length - length < count)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + count));
    }
}
