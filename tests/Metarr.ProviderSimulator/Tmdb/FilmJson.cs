using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>A bundled film as TMDB would send it: the same fields in the same order, with nulls and empty strings where TMDB
/// has them.</summary>
internal static class FilmJson
{
    private static readonly string[] Studios =
    [
        "Copper Kettle Pictures", "Second Breakfast Films", "Moonlit Ferret", "Studio Halbmond", "Tall Order",
        "Paper Boat Cinema",
    ];

    /// <summary>The body of <c>/movie/{id}</c>.</summary>
    public static JsonObject Body(BundledFilm film)
    {
        var dice = DiceOf(film, "main");
        var sketch = film.Sketch;
        return new()
        {
            ["adult"] = false,
            ["backdrop_path"] = First(film.Art.Backdrops),
            ["belongs_to_collection"] = null,
            ["budget"] = dice.Chance(0.25) ? 0 : dice.Between(2, 90) * 1_000_000,
            ["genres"] = new JsonArray([.. sketch.Genres.Select(TmdbParts.Genre)]),
            ["homepage"] = "",
            ["id"] = film.Film.TmdbId,
            ["imdb_id"] = film.Film.ImdbId,
            ["origin_country"] = new JsonArray(sketch.Country),
            ["original_language"] = sketch.Language,
            ["original_title"] = sketch.OriginalTitle ?? sketch.Title,
            ["overview"] = sketch.Overview,
            ["popularity"] = dice.Between(500, 60_000) / 1000.0,
            ["poster_path"] = First(film.Art.Posters),
            ["production_companies"] = new JsonArray(
                [.. dice.PickSome(Studios, dice.Between(1, 3)).Select(name => Studio(name, sketch.Country))]),
            ["production_countries"] = new JsonArray(TmdbParts.Country(sketch.Country)),
            ["release_date"] = sketch.ReleaseDate,
            ["revenue"] = dice.Chance(0.25) ? 0 : dice.Between(1, 400) * 1_000_000,
            ["runtime"] = sketch.Runtime,
            ["softcore"] = false,
            ["spoken_languages"] = new JsonArray(TmdbParts.Language(sketch.Language)),
            ["status"] = "Released",
            ["tagline"] = sketch.Tagline,
            ["title"] = sketch.Title,
            ["video"] = false,
            ["vote_average"] = dice.Between(5200, 8600) / 1000.0,
            ["vote_count"] = dice.Between(40, 9000),
        };
    }

    /// <summary>The body of <c>/movie/{id}/{part}</c>, or null for a part there is none of.</summary>
    public static JsonObject? Part(BundledFilm film, string part) => part switch
    {
        "credits" => CreditsJson.Body(film.Film.TmdbId, DiceOf(film, part)),
        "images" => Images(film),
        "release_dates" => ReleaseDatesJson.Body(film, DiceOf(film, part)),
        "videos" => Videos(film),
        "external_ids" => ExternalIds(film),
        "keywords" => Keywords(film),
        _ => null,
    };

    private static Dice DiceOf(BundledFilm film, string part) =>
        new(StableHash.Mix((ulong)film.Film.TmdbId, StableHash.Of(part)));

    /// <summary>TMDB names the best voted image; a broken one can be among them and would be named just the same.</summary>
    private static string First(IReadOnlyList<ListedImage> images) => images[0].Spec.FilePath;

    private static JsonObject Studio(string name, string country) => new()
    {
        ["id"] = 9_700_001 + Array.IndexOf(Studios, name),
        ["logo_path"] = null,
        ["name"] = name,
        ["origin_country"] = country,
    };

    private static JsonObject Images(BundledFilm film) => new()
    {
        ["backdrops"] = TmdbParts.ImageList(film.Art.Backdrops),
        ["id"] = film.Film.TmdbId,
        ["logos"] = TmdbParts.ImageList(film.Art.Logos),
        ["posters"] = TmdbParts.ImageList(film.Art.Posters),
    };

    private static JsonObject Videos(BundledFilm film)
    {
        var dice = DiceOf(film, "videos");
        return new()
        {
            ["id"] = film.Film.TmdbId,
            ["results"] = new JsonArray([.. Enumerable.Range(1, dice.Between(0, 3)).Select(number => new JsonObject
            {
                ["iso_639_1"] = "en",
                ["iso_3166_1"] = "US",
                ["name"] = number == 1 ? "Official Trailer" : $"Teaser {number - 1}",
                ["key"] = ArtName.Of(dice, "")[1..12],
                ["site"] = "YouTube",
                ["size"] = 1080,
                ["type"] = number == 1 ? "Trailer" : "Teaser",
                ["official"] = true,
                ["published_at"] = $"{film.Sketch.ReleaseDate}T17:00:00.000Z",
                ["id"] = CreditsJson.ObjectId(dice),
            })]),
        };
    }

    private static JsonObject ExternalIds(BundledFilm film) => new()
    {
        ["id"] = film.Film.TmdbId,
        ["imdb_id"] = film.Film.ImdbId,
        ["wikidata_id"] = null,
        ["facebook_id"] = null,
        ["instagram_id"] = null,
        ["twitter_id"] = null,
    };

    private static JsonObject Keywords(BundledFilm film) => new()
    {
        ["id"] = film.Film.TmdbId,
        ["keywords"] = new JsonArray([.. film.Sketch.Keywords.Select(word => new JsonObject
        {
            ["id"] = 900_000 + (int)(StableHash.Of(word) % 90_000),
            ["name"] = word,
        })]),
    };
}
