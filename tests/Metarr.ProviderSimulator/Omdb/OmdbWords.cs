using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Omdb;

/// <summary>How OMDb writes dates, numbers, names and what it does not know.</summary>
internal static class OmdbWords
{
    public const string Unknown = "N/A";

    private static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal)
    {
        ["US"] = "United States",
        ["GB"] = "United Kingdom",
        ["DE"] = "Germany",
        ["FR"] = "France",
        ["ES"] = "Spain",
        ["JP"] = "Japan",
        ["BR"] = "Brazil",
    };

    private static readonly Dictionary<string, string> Languages = new(StringComparer.Ordinal)
    {
        ["en"] = "English",
        ["de"] = "German",
        ["fr"] = "French",
        ["es"] = "Spanish",
        ["ja"] = "Japanese",
        ["pt"] = "Portuguese",
    };

    public static string Country(string code) => Countries[code];

    public static string Language(string code) => Languages[code];

    /// <summary><c>22 Sep 2004</c>.</summary>
    public static string Day(DateOnly? day) => day?.ToString("dd MMM yyyy", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary><c>142 min</c>.</summary>
    public static string Minutes(int? minutes) => minutes is null ? Unknown : $"{minutes} min";

    /// <summary><c>1,434,451</c>.</summary>
    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>$292.6M</c> of old, <c>$292,576,195</c> today.</summary>
    public static string Dollars(int dollars, bool ofOld) => ofOld
        ? string.Create(CultureInfo.InvariantCulture, $"${dollars / 1e6:F1}M")
        : $"${Count(dollars)}";

    /// <summary><c>8.4</c>.</summary>
    public static string Rating(int tenths) => string.Create(CultureInfo.InvariantCulture, $"{tenths / 10.0:F1}");

    public static string Genres(IEnumerable<string> genres) => List(genres.Select(genre => genre switch
    {
        "Science Fiction" => "Sci-Fi",
        "Sci-Fi & Fantasy" => "Fantasy",
        _ => genre,
    }));

    /// <summary>With commas, or N/A when there is nothing to list.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = string.Join(", ", names);
        return all.Length == 0 ? Unknown : all;
    }

    /// <summary>The first sentence, or the whole text.</summary>
    public static string Plot(string overview, bool full)
    {
        if (overview.Length == 0)
            return Unknown;
        var end = overview.IndexOf(". ", StringComparison.Ordinal);
        return full || end < 0 ? overview : overview[..(end + 1)];
    }

    /// <summary>Who has the job in TMDB's credits, by name.</summary>
    public static string Crew(JsonObject credits, params string[] jobs) => List(credits["crew"]!.AsArray()
        .Where(member => jobs.Contains((string?)member!["job"])).Select(member => (string)member!["name"]!).Distinct());

    /// <summary>The first of the cast.</summary>
    public static string Actors(JsonObject credits) =>
        List(credits["cast"]!.AsArray().Take(4).Select(member => (string)member!["name"]!));

    /// <summary>An address nobody fetches from: OMDb's posters are not its own to give.</summary>
    public static string Poster(string imdbId) =>
        $"https://m.media-amazon.com/images/M/MV5B{StableHash.Of(imdbId):x16}@._V1_SX300.jpg";
}
