using System.Globalization;
using System.Net;
using System.Text;

namespace Metarr.ProviderSimulator.Imaging;

/// <summary>A logo as vector art.</summary>
internal static class SvgPainter
{
    public static string Paint(ImageSpec spec)
    {
        var lines = spec.Lettering.Count > 0 ? spec.Lettering : ["LOGO"];
        var hue = spec.Scene % 360;
        var rowHeight = (double)spec.Height / lines.Count;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{spec.Width}" height="{spec.Height}" """);
        svg.Append(CultureInfo.InvariantCulture, $"""viewBox="0 0 {spec.Width} {spec.Height}">""");
        for (var i = 0; i < lines.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"""<text x="50%" y="{(i + 0.8) * rowHeight:F0}" font-size="{rowHeight * 0.8:F0}" text-anchor="middle" """);
            svg.Append(CultureInfo.InvariantCulture,
                $"""font-family="sans-serif" fill="hsl({hue},60%,60%)" textLength="{spec.Width}">""");
            svg.Append(WebUtility.HtmlEncode(lines[i])).Append("</text>");
        }
        return svg.Append("</svg>").ToString();
    }
}
