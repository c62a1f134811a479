using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Tmdb;

namespace Metarr.ProviderSimulator.Omdb;

/// <summary>A bundled film as OMDb sends it.</summary>
internal static class OmdbFilmJson
{
    /// <summary>The film of which OMDb knows little more than the name.</summary>
    private const int HardlyKnown = 900_011;

    /// <summary>The film whose body has no <c>Ratings</c>.</summary>
    private const int WithoutRatings = 900_007;

    private static readonly string[] AlwaysKnown = ["Title", "Year", "imdbID", "Type", "Ratings", "Response"];

    public static JsonObject Body(BundledFilm film, bool fullPlot)
    {
        var sketch = film.Sketch;
        var credits = FilmJson.Part(film, "credits")!;
        var dice = new Dice(StableHash.Mix(0x0BDB, (ulong)film.Film.TmdbId));
        var released = DateOnly.ParseExact(sketch.ReleaseDate, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["Title"] = sketch.Title,
            ["Year"] = $"{film.Film.Year}",
            ["Rated"] = sketch.Certification,
            ["Released"] = OmdbWords.Day(released),
            ["Runtime"] = OmdbWords.Minutes(sketch.Runtime),
            ["Genre"] = OmdbWords.Genres(sketch.Genres),
            ["Director"] = OmdbWords.Crew(credits, "Director"),
            ["Writer"] = OmdbWords.Crew(credits, "Screenplay", "Story", "Writer"),
            ["Actors"] = OmdbWords.Actors(credits),
            ["Plot"] = OmdbWords.Plot(sketch.Overview, fullPlot),
            ["Language"] = OmdbWords.Language(sketch.Language),
            ["Country"] = OmdbWords.Country(sketch.Country),
            ["Awards"] = dice.Chance(0.4) ? OmdbWords.Unknown : $"{dice.Between(1, 9)} wins & {dice.Between(2, 20)} nominations.",
            ["Poster"] = OmdbWords.Poster(film.Film.ImdbId!),
        };
        AddRatings(body, film, dice);
        body["imdbID"] = film.Film.ImdbId;
        body["Type"] = "movie";
        body["DVD"] = dice.Chance(0.5) ? OmdbWords.Unknown : OmdbWords.Day(released.AddDays(120));
        body["BoxOffice"] = dice.Chance(0.3)
            ? OmdbWords.Unknown : OmdbWords.Dollars(dice.Between(40_000, 290_000_000), dice.Chance(0.3));
        body["Production"] = OmdbWords.Unknown;
        body["Website"] = OmdbWords.Unknown;
        body["Response"] = "True";
        if (film.Film.TmdbId == HardlyKnown)
            Forget(body);
        return body;
    }

    private static void AddRatings(JsonObject body, BundledFilm film, Dice dice)
    {
        var imdb = OmdbWords.Rating(dice.Between(48, 88));
        var tomatoes = dice.Chance(0.2) ? (int?)null : dice.Between(35, 98);
        var metascore = dice.Chance(0.3) ? (int?)null : dice.Between(30, 95);
        var ratings = new JsonArray(Rating("Internet Movie Database", $"{imdb}/10"));
        if (tomatoes is not null)
            ratings.Add(Rating("Rotten Tomatoes", $"{tomatoes}%"));
        if (metascore is not null)
            ratings.Add(Rating("Metacritic", $"{metascore}/100"));
        if (film.Film.TmdbId != WithoutRatings)
            body["Ratings"] = ratings;
        body["Metascore"] = metascore is null ? OmdbWords.Unknown : $"{metascore}";
        body["imdbRating"] = imdb;
        body["imdbVotes"] = OmdbWords.Count(dice.Between(300, 1_600_000));
    }

    private static JsonObject Rating(string source, string value) => new() { ["Source"] = source, ["Value"] = value };

    private static void Forget(JsonObject body)
    {
        foreach (var name in body.Select(pair => pair.Key).Except(AlwaysKnown).ToList())
            body[name] = OmdbWords.Unknown;
        body["Ratings"] = new JsonArray();
    }
}
