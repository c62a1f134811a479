using Metarr.Enrichment.Importing;

namespace Metarr.Cli.Importing;

/// <summary>Radarr's movies as the app is told of them.</summary>
internal static class RadarrViews
{
    /// <summary>The movie as it is sent to the app.</summary>
    public static FilmToImport Film(this ListedMovie listed) => new(
        listed.Movie.Ids.TmdbId,
        listed.Movie.Ids.ImdbId,
        listed.Movie.Name,
        listed.Movie.Year,
        listed.Movie.Folder,
        listed.File is { } file ? new FileToImport(file.Path, file.RelativePath, file.Quality, file.SizeBytes) : null);
}
