using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Tmdb;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>A bundled film as <c>/movies/{id}</c> and <c>/movies/{id}/extended</c> send it.</summary>
internal static class TvdbFilmJson
{
    /// <summary>The data of <c>/movies/{id}</c>, and of a row in a search.</summary>
    public static JsonObject Base(BundledFilm film, IReadOnlyList<TvdbArtwork> artworks)
    {
        var id = film.Film.TvdbId!.Value;
        var sketch = film.Sketch;
        return new()
        {
            ["id"] = id,
            ["name"] = sketch.OriginalTitle ?? sketch.Title,
            ["slug"] = TvdbWords.Slug(sketch.Title),
            ["image"] = TvdbWords.Address(artworks.First(work => work.Type.Id == 14).Print.Spec.FilePath),
            ["nameTranslations"] = TvdbWords.Texts("eng"),
            ["overviewTranslations"] = sketch.Overview.Length == 0 ? new JsonArray() : TvdbWords.Texts("eng"),
            ["aliases"] = Aliases(sketch, id),
            ["score"] = id % 977 * 3,
            ["runtime"] = sketch.Runtime,
            ["status"] = id % 5 == 0
                ? TvdbWords.Status(null, null, "", false)
                : TvdbWords.Status(5, "Released", "movie", true),
            ["lastUpdated"] = TvdbWords.LastUpdated,
            ["year"] = sketch.ReleaseDate[..4],
        };
    }

    /// <summary>The data of <c>/movies/{id}/extended</c>.</summary>
    public static JsonObject Extended(BundledFilm film, IReadOnlyList<TvdbArtwork> artworks, TvdbQuery query)
    {
        var id = film.Film.TvdbId!.Value;
        var sketch = film.Sketch;
        var body = Base(film, artworks);
        body["trailers"] = query.Short ? null : new JsonArray();
        body["genres"] = TvdbWords.Genres(sketch.Genres);
        body["releases"] = new JsonArray(Release(sketch, id));
        body["artworks"] = query.Short ? null : new JsonArray([.. artworks.Select(work => work.Json())]);
        body["remoteIds"] = new JsonArray(
            TvdbWords.RemoteId(film.Film.ImdbId!, 2, "IMDB"), TvdbWords.RemoteId($"{film.Film.TmdbId}", 10, "TheMovieDB.com"));
        body["characters"] = query.Short ? null
            : TvdbPeople.Characters(FilmJson.Part(film, "credits")!, "movieId", id);
        AddMoney(body, sketch);
        body["companies"] = Companies(film);
        body["production_countries"] = new JsonArray(Country(sketch.Country, id));
        body["inspirations"] = new JsonArray();
        body["spoken_languages"] = TvdbWords.Texts(TvdbWords.Language(sketch.Language));
        body["first_release"] = Release(sketch, id);
        if (query.Meta.Contains("translations", StringComparison.Ordinal))
        {
            body["translations"] = TvdbWords.Translations(
                sketch.Title, sketch.Overview, sketch.OriginalTitle ?? sketch.Title, sketch.Language);
        }
        return body;
    }

    /// <summary>Objects mostly, texts now and then.</summary>
    private static JsonArray Aliases(FilmSketch sketch, int id) => (id % 4) switch
    {
        0 => new JsonArray(new JsonObject { ["language"] = "eng", ["name"] = $"{sketch.Title}: The Film" }),
        1 => TvdbWords.Texts($"{sketch.Title}: The Film"),
        _ => [],
    };

    private static void AddMoney(JsonObject body, FilmSketch sketch)
    {
        body["budget"] = "0.00";
        body["boxOffice"] = "0.00";
        body["boxOfficeUS"] = "";
        body["originalCountry"] = TvdbWords.Country(sketch.Country).Code;
        body["originalLanguage"] = TvdbWords.Language(sketch.Language);
        body["audioLanguages"] = null;
        body["subtitleLanguages"] = null;
        body["studios"] = null;
        body["awards"] = null;
        body["tagOptions"] = null;
        body["lists"] = new JsonArray();
        body["contentRatings"] = sketch.Certification == "R" ? null : new JsonArray(new JsonObject
        {
            ["id"] = 1,
            ["name"] = sketch.Certification,
            ["country"] = "usa",
            ["description"] = "",
            ["contentType"] = "movie",
            ["order"] = 0,
            ["fullname"] = null,
        });
    }

    private static JsonObject Companies(BundledFilm film) => new()
    {
        ["studio"] = new JsonArray(),
        ["network"] = new JsonArray(),
        ["production"] = new JsonArray([.. FilmJson.Body(film)["production_companies"]!.AsArray().Select(company =>
            TvdbWords.Company((int)company!["id"]! % 10_000, (string)company["name"]!, null, 3, "Production Company"))]),
        ["distributor"] = new JsonArray(),
        ["special_effects"] = new JsonArray(),
    };

    private static JsonObject Country(string country, int id) => new()
    {
        ["id"] = id % 1000 + 238_000,
        ["country"] = TvdbWords.Country(country).Code,
        ["name"] = TvdbWords.Country(country).Name,
    };

    /// <summary>Of one film in eight only the month is known.</summary>
    private static JsonObject Release(FilmSketch sketch, int id) => new()
    {
        ["country"] = "global",
        ["date"] = id % 8 == 0 ? $"{sketch.ReleaseDate[..7]}-00" : sketch.ReleaseDate,
        ["detail"] = null,
    };
}
