using System.Buffers.Binary;
using System.Text;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Whether all is read.</summary>
    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte()
    {
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)value;
        }
    }

    public int Count() => checked((int)Number());

    public DateTime Time()
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[8..];
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    public string? Text()
    {
        var size = Count() - 1;
        if (size < 0)
            return null;
        var text = Encoding.UTF8.GetString(rest[..size]);
        rest = rest[size..];
        return text;
    }

    /// <summary>Text that is always there.</summary>
    public string Name() => Text() ?? throw new InvalidDataException("A name is missing in the durable history.");
}
