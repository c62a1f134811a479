using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Triggers;

/// <summary>The body that imports movies.</summary>
/// <param name="Movies">The movies, 1 to 500.</param>
/// <param name="DryRun">Whether it is only told what would be done.</param>
internal sealed record ImportMovies(IReadOnlyList<ImportedMovie>? Movies = null, bool DryRun = false)
{
    /// <summary>The most movies of one request.</summary>
    public const int MostMovies = 500;

    /// <summary>The most movies of one request that are looked up by title and year, which is a call to a provider for each.</summary>
    public const int MostSearches = 50;

    /// <summary>What is wrong with it, or null.</summary>
    public IResult? Validate()
    {
        if (Movies is not { Count: > 0 and <= MostMovies })
        {
            return ApiResponses.Invalid("movies", $"'movies' must list 1 to {MostMovies} movies, such as [{{\"tmdbId\": 603}}].");
        }

        for (var place = 0; place < Movies.Count; place++)
        {
            if ((Movies[place] ?? new ImportedMovie()).Objection($"movies[{place}]") is { } objection) return objection;
        }

        return Movies.Count(movie => movie.IsToBeSearched) > MostSearches
            ? ApiResponses.Invalid("movies", $"At most {MostSearches} movies of one request may lack an id; send the others in further requests.")
            : null;
    }
}

/// <summary>A movie that is imported: by an id, or by title and year.</summary>
/// <param name="TmdbId">TMDB's number.</param>
/// <param name="ImdbId">IMDb's id.</param>
/// <param name="Title">What it is called; with the year needed where there is no id.</param>
/// <param name="Year">The year of release.</param>
/// <param name="Monitored">Whether automation looks after it, when it is new.</param>
/// <param name="Folder">The folder that holds its files, on the machine of the library.</param>
/// <param name="File">Its video file.</param>
internal sealed record ImportedMovie(
    int? TmdbId = null,
    string? ImdbId = null,
    string? Title = null,
    int? Year = null,
    bool Monitored = true,
    string? Folder = null,
    ImportedFile? File = null)
{
    private const int LongestPath = 4096;

    /// <summary>Whether it has to be found by title and year.</summary>
    public bool IsToBeSearched => TmdbId is null && ImdbId is null;

    /// <summary>What is registered of it.</summary>
    public Registration Registration() =>
        new(new RegisterMovie(TmdbId, ImdbId).NewId(), new ExternalIds(TmdbId, ImdbId), Title, Year, Monitored)
        {
            Folder = Folder,
            File = File is null ? null : new MediaFile(File.Path, File.RelativePath) { Quality = File.Quality, SizeBytes = File.SizeBytes },
        };

    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="place">Where it stands in the request.</param>
    public IResult? Objection(string place)
    {
        if (IsToBeSearched && (string.IsNullOrWhiteSpace(Title) || Year is null))
        {
            return ApiResponses.Invalid(place, $"'{place}' needs 'tmdbId' or 'imdbId', or both 'title' and 'year'.");
        }

        var registered = new RegisterMovie(TmdbId ?? (IsToBeSearched ? 1 : null), ImdbId, Title, Year).Objection();
        if (registered is var (field, detail)) return ApiResponses.Invalid($"{place}.{field}", $"In '{place}': {detail}");
        var tooLong = new[] { Folder, File?.Path, File?.RelativePath, File?.Quality }.Any(text => text?.Length > LongestPath);
        if (tooLong) return ApiResponses.Invalid(place, $"In '{place}': paths must have at most {LongestPath} characters.");
        return File?.SizeBytes < 0 ? ApiResponses.Invalid($"{place}.file.sizeBytes", $"In '{place}': 'sizeBytes' must not be below 0.") : null;
    }
}

/// <summary>A video file.</summary>
/// <param name="Path">Its full path on the machine that holds the library.</param>
/// <param name="RelativePath">Its path within the movie's folder.</param>
/// <param name="Quality">Its quality in the sender's words.</param>
/// <param name="SizeBytes">Its size, bytes.</param>
internal sealed record ImportedFile(string? Path = null, string? RelativePath = null, string? Quality = null, long? SizeBytes = null);
