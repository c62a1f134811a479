using System.Buffers.Binary;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Reads the item properties of an AVIF or HEIC file (ISO/IEC 23008-12): size, turn and alpha of its primary item.</summary>
internal ref struct HeifReader
{
    private ReadOnlySpan<byte> properties;
    private uint primary;
    private int width;
    private int height;
    private int turns;
    private bool hasAlpha;

    /// <summary>Reads the file.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, ImageLimits limits, out ImageType type, out Picture picture)
    {
        (type, picture) = (default, default);
        var boxes = new IsoBoxes(file);
        ReadOnlySpan<byte> meta = default;
        while (boxes.MoveNext())
        {
            if (boxes.Type.SequenceEqual("meta"u8) && meta.IsEmpty)
                meta = boxes.Content;
        }

        if (boxes.IsTruncated)
            return ImageFault.Truncated("The AVIF or HEIC file ends within a box.");
        if (meta.Length < 4)
            return ImageFault.Corrupt("The AVIF or HEIC file does not describe its picture.");

        var reader = new HeifReader();
        return reader.ReadMeta(meta[4..], out type) ?? reader.MakePicture(limits, out picture);
    }

    private ImageFault? ReadMeta(ReadOnlySpan<byte> meta, out ImageType type)
    {
        type = default;
        var primary = IsoBoxes.Find(meta, "pitm"u8);
        var isWide = !primary.IsEmpty && primary[0] != 0;
        if (primary.Length < (isWide ? 8 : 6))
            return ImageFault.Corrupt("The AVIF or HEIC file names no primary picture.");

        this.primary = isWide ? BinaryPrimitives.ReadUInt32BigEndian(primary[4..]) : BinaryPrimitives.ReadUInt16BigEndian(primary[4..]);
        if (!FindType(IsoBoxes.Find(meta, "iinf"u8), out type))
            return ImageFault.Unsupported("The picture in the file is coded neither as AV1 nor as HEVC.");

        var properties = IsoBoxes.Find(meta, "iprp"u8);
        this.properties = IsoBoxes.Find(properties, "ipco"u8);
        ReadAllForAlpha();
        ReadAssociations(IsoBoxes.Find(properties, "ipma"u8));
        return null;
    }

    private readonly ImageFault? MakePicture(ImageLimits limits, out Picture picture)
    {
        picture = new Picture
        {
            Width = width,
            Height = height,
            HasAlpha = hasAlpha,
            Orientation = turns switch { 1 => new(8), 2 => new(3), 3 => new(6), _ => Orientation.Upright },
        };
        return width > 0 && height > 0
            ? limits.Check("picture", width, height)
            : ImageFault.Corrupt("The AVIF or HEIC file does not tell the size of its picture.");
    }

    // A grid is made of coded tiles, which are items of their own.
    private static bool FindType(ReadOnlySpan<byte> items, out ImageType type)
    {
        type = ImageType.Avif;
        if (items.Length < 8)
            return false;

        var boxes = new IsoBoxes(items[(items[0] == 0 ? 6 : 8)..]);
        while (boxes.MoveNext())
        {
            var entry = boxes.Content;
            if (!boxes.Type.SequenceEqual("infe"u8) || entry.Length < 12 || entry[0] < 2)
                continue;

            // Version 3 has item numbers of four bytes instead of two.
            var coding = entry[0] == 2 ? entry.Slice(8, 4) : entry.Length >= 14 ? entry.Slice(10, 4) : default;
            if (coding.SequenceEqual("av01"u8))
                return true;
            if (!coding.SequenceEqual("hvc1"u8) && !coding.SequenceEqual("hev1"u8))
                continue;

            type = ImageType.Heic;
            return true;
        }

        return false;
    }

    private void ReadAllForAlpha()
    {
        var boxes = new IsoBoxes(properties);
        while (boxes.MoveNext())
        {
            hasAlpha |= boxes.Type.SequenceEqual("auxC"u8)
                && (boxes.Content.IndexOf("auxiliary:alpha"u8) >= 0 || boxes.Content.IndexOf("hevc:2015:auxid:1"u8) >= 0);
        }
    }

    private void ReadAssociations(ReadOnlySpan<byte> box)
    {
        if (box.Length < 8)
            return;

        var hasWideIds = box[0] > 0;
        var hasWideIndexes = (box[3] & 1) != 0;
        var rest = box[8..];
        for (var left = BinaryPrimitives.ReadUInt32BigEndian(box[4..]); left > 0 && rest.Length >= (hasWideIds ? 5 : 3); left--)
        {
            var id = hasWideIds ? BinaryPrimitives.ReadUInt32BigEndian(rest) : BinaryPrimitives.ReadUInt16BigEndian(rest);
            rest = rest[(hasWideIds ? 4 : 2)..];
            int count = rest[0];
            rest = rest[1..];
            for (; count > 0 && rest.Length >= (hasWideIndexes ? 2 : 1); count--)
            {
                var index = hasWideIndexes ? BinaryPrimitives.ReadUInt16BigEndian(rest) & 0x7FFF : rest[0] & 0x7F;
                rest = rest[(hasWideIndexes ? 2 : 1)..];
                if (id == primary)
                    TakeProperty(index);
            }

            // An item has one entry; more of them would only cost time.
            if (id == primary)
                return;
        }
    }

    private void TakeProperty(int index)
    {
        var boxes = new IsoBoxes(properties);
        while (index > 0 && boxes.MoveNext())
            index--;

        if (index > 0 || boxes.Content.IsEmpty)
            return;
        if (boxes.Type.SequenceEqual("irot"u8))
            turns = boxes.Content[0] & 3;
        if (!boxes.Type.SequenceEqual("ispe"u8) || boxes.Content.Length < 12)
            return;

        width = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(boxes.Content[4..]), int.MaxValue);
        height = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(boxes.Content[8..]), int.MaxValue);
    }
}
