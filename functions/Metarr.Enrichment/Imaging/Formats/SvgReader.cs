using System.Globalization;
using System.Text;
using System.Xml;
using Metarr.Enrichment.Imaging.Hashing;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>Reads the size of an SVG drawing and refuses whatever could act or reach out when someone looks at it.</summary>
internal static class SvgReader
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreWhitespace = true,
    };

    /// <summary>Reads the file.</summary>
    public static ImageFault? Read(ReadOnlySpan<byte> file, ImageLimits limits, out Picture picture)
    {
        picture = default;
        if (file.Length > limits.MaxDrawingBytes)
            return ImageFault.TooLarge($"The SVG has {file.Length} bytes; the limit is {limits.MaxDrawingBytes} bytes.");

        var text = Decode(file);
        if (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || text.Contains("<!ENTITY", StringComparison.OrdinalIgnoreCase))
            return ImageFault.Unsafe("The SVG has a document type or entities.");

        try
        {
            using var xml = XmlReader.Create(new StringReader(text), Settings);
            return ReadDocument(xml, limits, out picture);
        }
        catch (XmlException exception)
        {
            // The parser has no other way to tell that the text is no XML.
            return text.AsSpan().TrimEnd().EndsWith('>')
                ? ImageFault.Corrupt($"The SVG is no well-formed XML (line {exception.LineNumber}).")
                : ImageFault.Truncated($"The SVG ends too early (line {exception.LineNumber}).");
        }
    }

    private static ImageFault? ReadDocument(XmlReader xml, ImageLimits limits, out Picture picture)
    {
        picture = default;
        ImageFault? fault = null;
        var style = new StringBuilder();
        var isStyle = false;
        while (fault is null && xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    fault = CheckEncoding(xml.GetAttribute("encoding"));
                    break;
                case XmlNodeType.Element:
                    fault = (picture.Width == 0 ? ReadRoot(xml, limits, out picture) : null) ?? SvgSafety.CheckElement(xml);
                    isStyle |= xml.LocalName == "style" && !xml.IsEmptyElement;
                    break;
                case XmlNodeType.ProcessingInstruction:
                    fault = ImageFault.Unsafe("The SVG has a processing instruction, which could load a style sheet.");
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when isStyle:
                    style.Append(xml.Value);
                    break;
                case XmlNodeType.EndElement when isStyle && xml.LocalName == "style":
                    // Comments and CDATA sections may tear a word apart that a viewer puts together again.
                    fault = SvgSafety.CheckStyle(style.ToString());
                    style.Clear();
                    isStyle = false;
                    break;
            }
        }

        return fault;
    }

    // In other encodings than these a viewer could read letters where only harmless bytes are seen here.
    private static ImageFault? CheckEncoding(string? name)
    {
        var isPlain = name is null
            || name.StartsWith("utf-8", StringComparison.OrdinalIgnoreCase) || name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("us-ascii", StringComparison.OrdinalIgnoreCase) || name.StartsWith("iso-8859-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("windows-125", StringComparison.OrdinalIgnoreCase);
        return isPlain ? null : ImageFault.Unsupported("The SVG is written in an unusual encoding.");
    }

    private static ImageFault? ReadRoot(XmlReader xml, ImageLimits limits, out Picture picture)
    {
        picture = default;
        if (xml.LocalName != "svg" || xml.NamespaceURI != Namespace)
            return ImageFault.NotAnImage("The file is XML, but not an SVG drawing.");

        var (boxWidth, boxHeight) = ReadViewBox(xml.GetAttribute("viewBox"));
        var width = ReadLength(xml.GetAttribute("width"));
        var height = ReadLength(xml.GetAttribute("height"));
        var ratio = boxWidth / boxHeight;

        // What the root leaves open follows from the box's shape.
        var (shownWidth, shownHeight) = (width, height) switch
        {
            (not null, not null) => (width.Value, height.Value),
            (not null, null) => (width.Value, width.Value / ratio),
            (null, not null) => (height.Value * ratio, height.Value),
            _ => (boxWidth, boxHeight),
        };
        if (!(shownWidth > 0 && shownHeight > 0) || double.IsInfinity(shownWidth + shownHeight))
            return ImageFault.Unsupported("The SVG does not tell its size.");

        var (pixelsAcross, pixelsDown) = (Math.Ceiling(shownWidth), Math.Ceiling(shownHeight));
        if (pixelsAcross > limits.MaxSide || pixelsDown > limits.MaxSide)
            return ImageFault.TooLarge($"The SVG is larger than {limits.MaxSide} pixels.");

        picture = new Picture
        {
            Width = (int)pixelsAcross,
            Height = (int)pixelsDown,
            HasAlpha = true,
            Orientation = Orientation.Upright,
        };
        return limits.Check("SVG", picture.Width, picture.Height);
    }

    private static (double Width, double Height) ReadViewBox(string? text)
    {
        var parts = (text ?? "").Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 4 && TryNumber(parts[2], out var width) && TryNumber(parts[3], out var height)
            ? (width, height)
            : (double.NaN, double.NaN);
    }

    // Absolute units of CSS in pixels; a percentage depends on the page and tells nothing.
    private static double? ReadLength(string? text)
    {
        var trimmed = (text ?? "").Trim();
        var unitAt = trimmed.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (unitAt > 0 && trimmed[unitAt..] == ".")
            unitAt = trimmed.Length;

        double? scale = trimmed[unitAt..].ToUpperInvariant() switch
        {
            "" or "PX" => 1,
            "PT" => 96 / 72.0,
            "PC" => 16,
            "IN" => 96,
            "CM" => 96 / 2.54,
            "MM" => 96 / 25.4,
            "Q" => 96 / 101.6,
            "EM" or "REM" => 16,
            "EX" => 8,
            _ => null,
        };
        return scale is not null && TryNumber(trimmed[..unitAt], out var number) && number > 0 ? number * scale : null;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static string Decode(ReadOnlySpan<byte> file) => file switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(file[3..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(file[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(file[2..]),
        _ => Encoding.UTF8.GetString(file),
    };
}
