using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Webhooks;

namespace Metarr.Enrichment.Importing;

/// <summary>Reads the movies that a Radarr lists over its API v3, in the shapes of all its versions. Pure.</summary>
public static class RadarrMovies
{
    /// <summary>Reads a movie; what of it cannot be read is not known, and costs nothing else.</summary>
    /// <param name="movie">One row of <c>/api/v3/movie</c>.</param>
    /// <returns>The movie, or null when the row is no JSON object.</returns>
    public static ListedMovie? Read(JsonElement movie)
    {
        if (movie.ValueKind is not JsonValueKind.Object) return null;
        JsonElement? row = movie;
        var file = row.Object("movieFile");
        var named = RadarrNames.Movie(row);
        return new ListedMovie(
            named with { Folder = row.Text("path") ?? row.Text("folderName") },
            !row.IsFalse("monitored"),
            row.IsTrue("hasFile") || file is not null,
            file is null ? null : File(file));
    }

    private static MediaFile File(JsonElement? file) => new(file.Text("path"), file.Text("relativePath"))
    {
        Quality = file.Object("quality").Object("quality").Text("name"),
        SizeBytes = file.Positive("size"),
    };
}

/// <summary>A movie in another program's list.</summary>
/// <param name="Movie">What it is called and where it lies.</param>
/// <param name="IsMonitored">Whether the program looks for better files; true unless it says that it does not.</param>
/// <param name="HasFile">Whether it has a file.</param>
/// <param name="File">The file, when the list tells of it.</param>
public sealed record ListedMovie(NamedMovie Movie, bool IsMonitored, bool HasFile, MediaFile? File);
