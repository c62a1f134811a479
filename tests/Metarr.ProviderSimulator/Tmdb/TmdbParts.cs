using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>The small objects that TMDB's bodies of films, series and seasons share.</summary>
internal static class TmdbParts
{
    private static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal)
    {
        ["US"] = "United States of America",
        ["GB"] = "United Kingdom",
        ["DE"] = "Germany",
        ["FR"] = "France",
        ["ES"] = "Spain",
        ["JP"] = "Japan",
        ["BR"] = "Brazil",
    };

    private static readonly Dictionary<string, (string English, string Own)> Languages = new(StringComparer.Ordinal)
    {
        ["en"] = ("English", "English"),
        ["de"] = ("German", "Deutsch"),
        ["fr"] = ("French", "Français"),
        ["es"] = ("Spanish", "Español"),
        ["ja"] = ("Japanese", "日本語"),
        ["pt"] = ("Portuguese", "Português"),
    };

    public static JsonObject Genre(string name) => new() { ["id"] = Genres.IdOf(name), ["name"] = name };

    public static JsonObject Country(string code) => new() { ["iso_3166_1"] = code, ["name"] = Countries[code] };

    public static JsonObject Language(string code) => new()
    {
        ["english_name"] = Languages[code].English,
        ["iso_639_1"] = code,
        ["name"] = Languages[code].Own,
    };

    public static JsonArray ImageList(IEnumerable<ListedImage> images) => new([.. images.Select(image => new JsonObject
    {
        ["aspect_ratio"] = Math.Round((double)image.Spec.Width / image.Spec.Height, 3),
        ["height"] = image.Spec.Height,
        ["iso_3166_1"] = image.Region,
        ["iso_639_1"] = image.Language,
        ["file_path"] = image.Spec.FilePath,
        ["vote_average"] = image.VoteAverage,
        ["vote_count"] = image.VoteCount,
        ["width"] = image.Spec.Width,
    })]);

    /// <summary>A day as TMDB writes it, or null.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
