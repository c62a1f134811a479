using System.Buffers.Binary;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Goes through the boxes of an ISO base media file (ISO/IEC 14496-12, 4.2), one level at a time.</summary>
internal ref struct IsoBoxes
{
    // Real files have at most a few thousand in one place.
    private const int MostBoxes = 20_000;

    private ReadOnlySpan<byte> rest;
    private int count;

    /// <param name="content">The boxes, one after the other.</param>
    public IsoBoxes(ReadOnlySpan<byte> content) => rest = content;

    /// <summary>The four letters of the current box.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>What the current box holds.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Whether a box claimed to reach past the end.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Goes to the next box; false at the end, and at a box that reaches past it.</summary>
    public bool MoveNext()
    {
        if (rest.IsEmpty || ++count > MostBoxes)
            return false;
        if (!TryReadHeader(rest, rest.Length, out var header, out var length) || length > rest.Length)
        {
            IsTruncated = true;
            return false;
        }

        Type = rest.Slice(4, 4);
        Content = rest[header..(int)length];
        rest = rest[(int)length..];
        return true;
    }

    /// <summary>Reads the header of a box; false when there is no room for one, or its length is less than its own.</summary>
    /// <param name="bytes">The bytes at hand, from the header on.</param>
    /// <param name="available">The bytes to the end of the file, which a length of 0 stands for.</param>
    /// <param name="header">The length of the header, in bytes.</param>
    /// <param name="length">The length of the whole box, in bytes.</param>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, long available, out int header, out long length)
    {
        (header, length) = (8, 0);
        if (bytes.Length < header)
            return false;

        length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length == 1)
        {
            header = 16;
            if (bytes.Length < header)
                return false;

            length = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        }
        else if (length == 0)
        {
            length = available;
        }

        return length >= header;
    }

    /// <summary>Finds the content of the first box of a type; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> content, ReadOnlySpan<byte> type)
    {
        var boxes = new IsoBoxes(content);
        while (boxes.MoveNext())
        {
            if (boxes.Type.SequenceEqual(type))
                return boxes.Content;
        }

        return default;
    }
}
