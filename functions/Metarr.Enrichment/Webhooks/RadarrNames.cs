using System.Text.Json;
using System.Text.RegularExpressions;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Webhooks;

/// <summary>Reads by what names Radarr knows a movie, in its events and its lists alike; it writes 0 and blank texts for what it does not know.</summary>
internal static partial class RadarrNames
{
    private const int LongestName = 500;

    /// <summary>The movie, without its folder.</summary>
    public static NamedMovie Movie(JsonElement? movie)
    {
        var ids = new ExternalIds(Number(movie.Positive("tmdbId")), Imdb(movie.Text("imdbId")), Number(movie.Positive("tvdbId")));
        return new NamedMovie(ids, Name(movie), movie.Positive("year") is >= 1870 and <= 2200 and var year ? (int)year : null, Folder: null);
    }

    private static string? Name(JsonElement? movie) => movie.Text("title") is { Length: <= LongestName } name ? name : null;

    private static int? Number(long? number) => number is <= int.MaxValue ? (int)number : null;

    private static string? Imdb(string? text) =>
        text is null || !ImdbPattern().IsMatch(text) ? null : text.StartsWith("tt", StringComparison.Ordinal) ? text : "tt" + text;

    [GeneratedRegex(@"^(tt)?[0-9]{7,10}\z")]
    private static partial Regex ImdbPattern();
}
