using System.Buffers.Binary;
using System.Text;

namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>Writes files of formats of which the header alone is read; their pictures are zeros.</summary>
internal static class SmallFiles
{
    public static byte[] WebP(string kind, int width, int height)
    {
        var lossless = BitConverter.GetBytes((uint)(width - 1) | ((uint)(height - 1) << 14) | (1u << 28));
        byte[] vp8l = Riff("VP8L", [0x2F, .. lossless, 0]);
        byte[] chunks = kind switch
        {
            "VP8 " => Riff("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, .. BitConverter.GetBytes((ushort)width), .. BitConverter.GetBytes((ushort)height)]),
            "VP8L" => vp8l,
            _ => [.. Riff("VP8X", [0x10, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3]]), .. vp8l],
        };
        return Riff("RIFF", [.. "WEBP"u8, .. chunks]);
    }

    public static byte[] Gif(int width, int height) =>
    [
        .. "GIF89a"u8, .. BitConverter.GetBytes((ushort)width), .. BitConverter.GetBytes((ushort)height), 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
        0x21, 0xF9, 4, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, .. BitConverter.GetBytes((ushort)width), .. BitConverter.GetBytes((ushort)height), 0x40,
        2, 3, 1, 2, 3, 0, 0x3B,
    ];

    public static byte[] Bmp(int width, int height)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        byte[] header =
        [
            .. "BM"u8, 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, .. BitConverter.GetBytes(width), .. BitConverter.GetBytes(height),
            1, 0, 24, 0, .. new byte[24],
        ];
        return [.. header, .. new byte[stride * Math.Abs(height)]];
    }

    public static byte[] Ico(byte[] png) =>
        [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 32, 0, .. BitConverter.GetBytes(png.Length), .. BitConverter.GetBytes(22), .. png];

    public static byte[] Heif(string coding, int width, int height, int turns)
    {
        byte[] size = Box("ispe", [0, 0, 0, 0, .. Big(width), .. Big(height)]);
        byte[] small = Box("ispe", [0, 0, 0, 0, .. Big(1), .. Big(1)]);
        byte[] alpha = Box("auxC", [0, 0, 0, 0, .. "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"u8]);
        byte[] properties = Box("ipco", [.. small, .. size, .. Box("irot", [(byte)turns]), .. alpha]);
        byte[] associations = Box("ipma", [0, 0, 0, 0, .. Big(2), 0, 1, 1, 1, 0, 2, 2, 0x82, 3]);
        byte[] items = Box("iinf", [0, 0, 0, 0, 0, 2, .. Item(1, coding), .. Item(2, coding)]);
        byte[] meta = Box("meta", [0, 0, 0, 0, .. Box("pitm", [0, 0, 0, 0, 0, 2]), .. items, .. Box("iprp", [.. properties, .. associations])]);
        return [.. Box("ftyp", [.. "mif1"u8, 0, 0, 0, 0, .. "mif1"u8]), .. meta, .. Box("mdat", new byte[100])];
    }

    /// <summary>A film with a sound track before its moving picture, which is turned by a quarter.</summary>
    public static byte[] Mp4(int width, int height, int seconds, bool isLast = true, string brand = "isom")
    {
        byte[] header = [0, 0, 0, 0, .. new byte[8], .. Big(1000), .. Big(seconds * 1000), .. new byte[80]];
        byte[] movie = Box("moov", [.. Box("mvhd", header), .. Track("soun", 0, 0), .. Track("vide", width, height)]);
        byte[] type = Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0]);
        byte[] data = Box("mdat", new byte[300]);
        return isLast ? [.. type, .. data, .. movie] : [.. type, .. movie, .. data];
    }

    public static byte[] Matroska(int width, int height, double seconds, string kind = "webm")
    {
        var duration = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(duration, seconds * 1000);
        byte[] info = Element(0x1549A966, [.. Element(0x2AD7B1, [0x0F, 0x42, 0x40]), .. Element(0x4489, duration)]);
        byte[] video = Element(0xE0, [.. Element(0xB0, [(byte)(width >> 8), (byte)width]), .. Element(0xBA, [(byte)(height >> 8), (byte)height])]);
        byte[] tracks = Element(0x1654AE6B, [.. Element(0xAE, Element(0x83, [2])), .. Element(0xAE, [.. Element(0x83, [1]), .. video])]);
        byte[] segment = Element(0x18538067, [.. info, .. tracks, .. Element(0x1F43B675, new byte[200])]);
        return [.. Element(0x1A45DFA3, Element(0x4282, Encoding.ASCII.GetBytes(kind))), .. segment];
    }

    private static byte[] Track(string kind, int width, int height)
    {
        byte[] matrix = [.. Big(0), .. Big(0x10000), .. Big(0), .. Big(-0x10000), .. Big(0), .. Big(0), .. Big(0), .. Big(0), .. Big(0x40000000)];
        byte[] header = Box("tkhd", [.. new byte[40], .. matrix, .. Big(width << 16), .. Big(height << 16)]);
        byte[] handler = Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(kind), .. new byte[13]]);
        return Box("trak", [.. header, .. Box("mdia", handler)]);
    }

    private static byte[] Item(int id, string coding) => Box("infe", [2, 0, 0, 0, 0, (byte)id, 0, 0, .. Encoding.ASCII.GetBytes(coding), 0]);

    private static byte[] Box(string type, byte[] content) => [.. Big(8 + content.Length), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Riff(string type, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(type), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length & 1]];

    // Lengths are written in four bytes, the shortest way or not.
    private static byte[] Element(uint id, byte[] content) =>
        [.. Big((int)id).SkipWhile(b => b == 0), .. Big(content.Length | 0x10000000), .. content];

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
