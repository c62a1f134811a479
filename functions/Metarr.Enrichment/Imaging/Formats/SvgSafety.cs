using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Metarr.Enrichment.Imaging.Formats;

/// <summary>What a drawing may not hold: scripts, other documents, and references that leave the file.</summary>
internal static partial class SvgSafety
{
    /// <summary>Checks an element and its attributes; the reader stands on the element again afterwards.</summary>
    public static ImageFault? CheckElement(XmlReader xml)
    {
        var name = xml.LocalName;
        if (IsActive(name))
            return ImageFault.Unsafe($"The SVG has an active element, <{name}>.");

        ImageFault? fault = null;
        for (var more = xml.MoveToFirstAttribute(); more && fault is null; more = xml.MoveToNextAttribute())
            fault = CheckAttribute(xml.LocalName, xml.Prefix, xml.Value);

        xml.MoveToElement();
        return fault;
    }

    /// <summary>Checks a style sheet, or an attribute that may hold CSS.</summary>
    public static ImageFault? CheckStyle(string css)
    {
        // An escape can hide any word, and no drawing program writes one.
        var text = WithoutComments(css);
        if (text.Contains('\\', StringComparison.Ordinal) || ActiveCss().IsMatch(text))
            return ImageFault.Unsafe("The SVG has a style that could load something.");

        foreach (Match match in Url().Matches(text))
        {
            if (!IsInside(match.Groups[1].Value))
                return ImageFault.Unsafe("The SVG refers to something outside the file.");
        }

        return null;
    }

    // Not by an expression: on many begins without an end it would search the rest for each of them.
    private static string WithoutComments(string css)
    {
        var text = new StringBuilder(css.Length);
        var rest = css.AsSpan();
        for (var start = rest.IndexOf("/*"); start >= 0; start = rest.IndexOf("/*"))
        {
            text.Append(rest[..start]);
            rest = rest[(start + 2)..];
            var end = rest.IndexOf("*/");
            rest = end < 0 ? default : rest[(end + 2)..];
        }

        return text.Append(rest).ToString();
    }

    private static bool IsActive(string element) => element.ToUpperInvariant() is "SCRIPT" or "FOREIGNOBJECT" or "IFRAME" or "OBJECT"
        or "EMBED" or "AUDIO" or "VIDEO" or "HANDLER" or "LISTENER" or "LINK" or "META" or "BASE" or "FORM";

    private static ImageFault? CheckAttribute(string name, string prefix, string value)
    {
        if (prefix == "xmlns" || (prefix.Length == 0 && name == "xmlns"))
            return null;
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && prefix.Length == 0)
            return ImageFault.Unsafe($"The SVG has an event handler, {name}.");

        switch (name.ToUpperInvariant())
        {
            case "HREF" or "SRC":
                return IsInside(value) ? null : ImageFault.Unsafe("The SVG refers to something outside the file.");
            case "BASE" when prefix == "xml":
                return ImageFault.Unsafe("The SVG moves the base of its references.");
            case "ATTRIBUTENAME" when value.Trim().EndsWith("href", StringComparison.OrdinalIgnoreCase)
                || value.Trim().StartsWith("on", StringComparison.OrdinalIgnoreCase):
                return ImageFault.Unsafe("The SVG animates a reference.");
            default:
                return value.Contains("javascript:", StringComparison.OrdinalIgnoreCase)
                    ? ImageFault.Unsafe("The SVG has a script in an attribute.")
                    : name == "style" || value.Contains('(', StringComparison.Ordinal) ? CheckStyle(value) : null;
        }
    }

    // A part of the same file, or the bytes of a raster image; a drawing within would need the same checks again.
    private static bool IsInside(string reference)
    {
        var text = reference.Trim().Trim('"', '\'').TrimStart();
        return text.Length == 0 || text.StartsWith('#') || RasterData().IsMatch(text);
    }

    [GeneratedRegex(@"@import|expression\s*\(|javascript:|-moz-binding|behavior\s*:|image-set\s*\(|(?<![\w-])(?:image|src)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex ActiveCss();

    [GeneratedRegex(@"url\s*\(([^)]*)\)?", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"^data:image/(?:png|jpe?g|gif|webp)[;,]", RegexOptions.IgnoreCase)]
    private static partial Regex RasterData();
}
