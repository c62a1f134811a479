using System.Buffers.Binary;
using System.Text;
using Metarr.Enrichment.Imaging.Png;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Tells files apart by their first bytes.</summary>
internal static class FileKinds
{
    // Some servers and tools leave bytes before a JPEG; libjpeg skips them.
    private const int MostJunk = 4096;
    private const int TextWindow = 4096;

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    /// <summary>What the file is, and where it begins after junk (only a JPEG may have some).</summary>
    public static FileKind Find(ReadOnlySpan<byte> file, out int start)
    {
        start = 0;
        var kind = FindBinary(file);
        if (kind == FileKind.Unknown)
            kind = FindText(file);
        if (kind is not FileKind.Unknown)
            return kind;

        start = file[..Math.Min(file.Length, MostJunk)].IndexOf(JpegStart);
        return start > 0 ? FileKind.Jpeg : FileKind.Unknown;
    }

    /// <summary>Why a file that is no image is refused.</summary>
    public static string Refusal(this FileKind kind) => kind switch
    {
        FileKind.Empty => "The file is empty.",
        FileKind.Html => "The file is a web page, not an image.",
        FileKind.Json => "The file is JSON, not an image.",
        FileKind.Pdf => "The file is a PDF document, not an image.",
        FileKind.Tiff => "The file is a TIFF, which is not a format for artwork.",
        FileKind.Mp4 or FileKind.Matroska => "The file is a video, not an image.",
        _ => "The file is of no known image format.",
    };

    private static FileKind FindBinary(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            return FileKind.Empty;
        if (file.StartsWith(PngChunks.Signature))
            return FileKind.Png;
        if (file.StartsWith(JpegStart))
            return FileKind.Jpeg;
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
            return FileKind.Gif;
        if (file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..].StartsWith("WEBP"u8))
            return FileKind.WebP;
        if (file is [0x1A, 0x45, 0xDF, 0xA3, ..])
            return FileKind.Matroska;
        if (file.StartsWith("BM"u8) && file.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) is >= 12 and <= 124)
            return FileKind.Bmp;
        if (file is [0, 0, 1 or 2, 0, _, _, ..] && file[4] + file[5] != 0)
            return FileKind.Ico;
        if (file.StartsWith("%PDF-"u8))
            return FileKind.Pdf;
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8))
            return FileKind.Tiff;

        return file.Length >= 12 && file[4..].StartsWith("ftyp"u8) ? FindBrand(file) : FileKind.Unknown;
    }

    // The major brand alone says little: "mif1" files may be AVIF or HEIC, which the item's type tells later.
    private static FileKind FindBrand(ReadOnlySpan<byte> file)
    {
        var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), (uint)file.Length);
        for (var at = 8; at + 4 <= length; at += at == 8 ? 8 : 4)
        {
            var brand = file.Slice(at, 4);
            if (brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.StartsWith("avi"u8) || brand.StartsWith("hei"u8)
                || brand.StartsWith("hev"u8))
                return FileKind.Heif;
        }

        return FileKind.Mp4;
    }

    private static FileKind FindText(ReadOnlySpan<byte> file)
    {
        var text = ToText(file[..Math.Min(file.Length, TextWindow)]).TrimStart();
        if (text.StartsWith('{') || text.StartsWith('['))
            return FileKind.Json;
        if (!text.StartsWith('<'))
            return FileKind.Unknown;
        if (text.Contains("<svg", StringComparison.OrdinalIgnoreCase) || text.Contains(":svg", StringComparison.OrdinalIgnoreCase))
            return FileKind.Svg;

        return text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<head", StringComparison.OrdinalIgnoreCase) || text.Contains("<body", StringComparison.OrdinalIgnoreCase)
            ? FileKind.Html
            : FileKind.Unknown;
    }

    private static string ToText(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
        _ => Encoding.Latin1.GetString(bytes),
    };
}
