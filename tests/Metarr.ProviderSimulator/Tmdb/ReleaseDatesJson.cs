using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Release dates and certifications per country, as <c>/movie/{id}/release_dates</c> sends them.</summary>
internal static class ReleaseDatesJson
{
    private const int Theatrical = 3;
    private const int Digital = 4;

    private static readonly string[] Countries = ["AU", "BR", "DE", "ES", "FR", "GB", "JP", "US"];

    /// <summary>What other countries make of a film with a given American certification, in the order of
    /// <see cref="Countries"/>.</summary>
    private static readonly Dictionary<string, string[]> Certifications = new(StringComparer.Ordinal)
    {
        ["G"] = ["G", "L", "0", "A", "U", "U", "G", "G"],
        ["PG"] = ["PG", "10", "6", "7", "U", "PG", "G", "PG"],
        ["PG-13"] = ["M", "12", "12", "12", "U", "12A", "PG12", "PG-13"],
        ["R"] = ["MA 15+", "16", "16", "16", "12", "15", "R15+", "R"],
    };

    public static JsonObject Body(BundledFilm film, Dice dice)
    {
        var premiere = DateOnly.ParseExact(film.Sketch.ReleaseDate, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new()
        {
            ["id"] = film.Film.TmdbId,
            ["results"] = new JsonArray([.. Countries.Select(country => Country(film.Sketch, country, premiere, dice))]),
        };
    }

    private static JsonObject Country(FilmSketch sketch, string country, DateOnly premiere, Dice dice)
    {
        var certification = Certifications[sketch.Certification][Array.IndexOf(Countries, country)];
        // Countries other than the two that matter most sometimes have a date and no certification.
        if (country is not ("US" or "GB") && dice.Chance(0.2))
            certification = "";
        var opening = country == sketch.Country ? premiere : premiere.AddDays(dice.Between(0, 90));
        var releases = new JsonArray(Release(certification, opening, Theatrical));
        if (dice.Chance(0.4))
            releases.Add(Release("", opening.AddDays(dice.Between(45, 120)), Digital));
        return new() { ["iso_3166_1"] = country, ["release_dates"] = releases };
    }

    private static JsonObject Release(string certification, DateOnly date, int type) => new()
    {
        ["certification"] = certification,
        ["descriptors"] = new JsonArray(),
        ["iso_639_1"] = "",
        ["note"] = "",
        ["release_date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00.000Z",
        ["type"] = type,
    };
}
