using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>TMDB's search for films: those that have all words of the query in a title of theirs, 20 a page.</summary>
/// <remarks>The bundled films are found, and one namesake: a copy of the last film, of the same title and year.</remarks>
internal static class MovieSearch
{
    private const int PageSize = 20;

    private static readonly string[] Copied =
    [
        "adult", "backdrop_path", "id", "original_language", "original_title", "overview", "popularity", "poster_path", "release_date",
        "title", "video", "vote_average", "vote_count",
    ];

    private static readonly IReadOnlyList<BundledFilm> Known =
        [.. BundledLibrary.All, BundledLibrary.Find(BundledLibrary.NamesakeOfTheLast)!];

    /// <summary>The answer to a search, or null when the query is missing or the page is none.</summary>
    public static JsonObject? Answer(IQueryCollection query)
    {
        var words = query["query"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !int.TryParse(query["page"].FirstOrDefault() ?? "1", out var page) || page < 1) return null;
        var year = query["primary_release_year"].ToString();
        var found = Known
            .Where(film => film.Sketch.ReleaseDate.StartsWith(year, StringComparison.Ordinal))
            .Where(film => Has(film.Sketch.Title, words) || Has(film.Sketch.OriginalTitle ?? "", words))
            .ToList();
        return new JsonObject
        {
            ["page"] = page,
            ["results"] = new JsonArray([.. found.Skip((page - 1) * PageSize).Take(PageSize).Select(Row)]),
            ["total_pages"] = (found.Count + PageSize - 1) / PageSize,
            ["total_results"] = found.Count,
        };
    }

    private static bool Has(string title, string[] words) => words.All(word => title.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static JsonNode Row(BundledFilm film)
    {
        var body = FilmJson.Body(film);
        var row = new JsonObject(Copied.Select(name => KeyValuePair.Create(name, body[name]?.DeepClone())))
        {
            ["genre_ids"] = new JsonArray([.. body["genres"]!.AsArray().Select(genre => genre!["id"]!.DeepClone())]),
        };
        return row;
    }
}
