using System.Globalization;
using System.Text.RegularExpressions;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>Reads the figures, dates and lists that OMDb writes for people. Pure; what cannot be read is not known.</summary>
internal static partial class OmdbFigures
{
    /// <summary>A whole number, with commas between the thousands: <c>1,434,451</c>.</summary>
    public static int? Count(string? text) =>
        int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>A rating from 0 to 10: <c>8.8</c>, <c>8.8/10</c>.</summary>
    public static double? OutOfTen(string? text) =>
        double.TryParse(Before(text, "/10"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rating) &&
        rating is >= 0 and <= 10
            ? rating
            : null;

    /// <summary>A score from 0 to 100: <c>74</c>, <c>74/100</c>, <c>87%</c>.</summary>
    public static int? Percent(string? text) =>
        int.TryParse(Before(Before(text, "/100"), "%"), NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score <= 100
            ? score
            : null;

    /// <summary>A running time, minutes: <c>142 min</c>, <c>1 h 30 min</c>.</summary>
    public static int? Minutes(string? text)
    {
        var match = RunningTime().Match(text ?? "");
        if (!match.Success) return null;
        var minutes = Count(match.Groups["h"].Value).GetValueOrDefault() * 60L + Count(match.Groups["min"].Value).GetValueOrDefault();
        return minutes is > 0 and <= int.MaxValue ? (int)minutes : null;
    }

    /// <summary>A day: <c>16 Jul 2010</c>; in the lists of episodes <c>2014-01-12</c>.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(
            text, ["d MMM yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Names between commas, each once, without what stands in brackets behind them: <c>Ann (story), Bob</c>.</summary>
    public static IEnumerable<string> Names(string? text) =>
        Brackets().Replace(text ?? "", "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal);

    private static string? Before(string? text, string unit) =>
        text is not null && text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length] : text;

    [GeneratedRegex(@"^((?<h>[\d,]{1,9})\s*h(ours?|rs?)?\s*)?((?<min>[\d,]{1,9})\s*min(utes?|s)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex RunningTime();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Brackets();
}
