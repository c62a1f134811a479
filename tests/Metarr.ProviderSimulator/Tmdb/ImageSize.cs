using System.Globalization;
using System.Text.RegularExpressions;
using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>The size segment of an image URL: <c>original</c>, <c>w500</c>, <c>h632</c>.</summary>
internal static partial class ImageSize
{
    /// <summary>The spec at the named size, or null when the name is none. Nothing is ever enlarged.</summary>
    public static ImageSpec? Scale(ImageSpec original, string size)
    {
        if (size == "original")
            return original;
        if (SideLength().Match(size) is not { Success: true } match)
            return null;
        var side = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        var ratio = match.Groups[1].ValueSpan is "w" ? (double)side / original.Width : (double)side / original.Height;
        if (side == 0 || ratio >= 1)
            return side == 0 ? null : original;
        return original with { Width = Pixels(original.Width * ratio), Height = Pixels(original.Height * ratio) };
    }

    private static int Pixels(double length) => Math.Max(1, (int)Math.Round(length));

    [GeneratedRegex(@"^([wh])(\d{1,4})$")]
    private static partial Regex SideLength();
}
