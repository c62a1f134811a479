using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Webhooks;

/// <summary>Reads what Radarr sends, in the shapes of all its versions; nothing it sends is an error.</summary>
public static class RadarrEvents
{
    private const string NoMovie = "The event names no movie by an id, so nothing can be done with it.";

    /// <summary>Reads an event.</summary>
    /// <param name="body">The body as it was received.</param>
    /// <returns>The event, or null when the body is no JSON object.</returns>
    public static WebhookEvent? Read(ReadOnlyMemory<byte> body) => WebhookBody.Read(body, Read);

    private static WebhookEvent Read(JsonElement? body)
    {
        var type = body.Text("eventType") ?? "";
        var movie = Movie(body);
        var subject = movie.Name ?? body.Text("message") ?? body.Object("release").Text("releaseTitle");
        return WebhookBody.Event(type, subject, Change(type, movie, body));
    }

    private static LibraryChange Change(string type, NamedMovie movie, JsonElement? body) => type.ToUpperInvariant() switch
    {
        "TEST" => new LibraryChange.Nothing("The connection works."),
        "DOWNLOAD" or "UPGRADE" or "MOVIEADDED" or "RENAME" or "MOVIEFILEDELETE" or "MOVIEDELETE" when movie.Ids.IsEmpty =>
            new LibraryChange.Nothing(NoMovie),
        "DOWNLOAD" => new LibraryChange.Imported(movie, Imported(movie.Folder, body), body.IsTrue("isUpgrade")),
        "UPGRADE" => new LibraryChange.Imported(movie, Imported(movie.Folder, body), IsUpgrade: true),
        "MOVIEADDED" => new LibraryChange.Added(movie),
        "RENAME" => new LibraryChange.Renamed(movie, [.. body.Objects("renamedMovieFiles").Select(file => Renamed(movie.Folder, file))]),
        "MOVIEFILEDELETE" => FileDeleted(movie, body.Text("deleteReason")),
        "MOVIEDELETE" => new LibraryChange.Removed(movie),
        "GRAB" => new LibraryChange.Nothing("A release was grabbed; its import will be told."),
        "HEALTH" or "HEALTHRESTORED" or "APPLICATIONUPDATE" or "MANUALINTERACTIONREQUIRED" => new LibraryChange.Nothing("Noted."),
        _ => WebhookBody.Unknown(type),
    };

    /// <remarks>
    /// A manual import of a file that lies in the movie's folder renews its entry: Radarr tells the old entry's end as a deletion, for
    /// the reason <c>manualOverride</c>, and the new one not at all. The file is where it was.
    /// </remarks>
    private static LibraryChange FileDeleted(NamedMovie movie, string? reason) => reason?.ToUpperInvariant() switch
    {
        "UPGRADE" => new LibraryChange.Nothing("A better file takes the place of the deleted one."),
        "MANUALOVERRIDE" => new LibraryChange.Nothing("The file was imported anew where it lies; it is still there."),
        _ => new LibraryChange.FileDeleted(movie, reason),
    };

    /// <remarks>Radarr up to version 2 names the ids in <c>remoteMovie</c> alone.</remarks>
    private static NamedMovie Movie(JsonElement? body)
    {
        var movie = body.Object("movie");
        var (named, remote) = (RadarrNames.Movie(movie), RadarrNames.Movie(body.Object("remoteMovie")));
        return new NamedMovie(
            named.Ids.IsEmpty ? remote.Ids : named.Ids,
            named.Name ?? remote.Name,
            named.Year ?? remote.Year,
            movie.Text("folderPath") ?? movie.Text("path"));
    }

    private static MediaFile? Imported(string? folder, JsonElement? body)
    {
        var file = body.Object("movieFile") ?? body.Objects("movieFile").FirstOrDefault() ?? body.Objects("movieFiles").FirstOrDefault();
        return file is null ? null : File(folder, file);
    }

    private static RenamedFile Renamed(string? folder, JsonElement? file) => new(file.Text("previousRelativePath"), File(folder, file));

    private static MediaFile File(string? folder, JsonElement? file)
    {
        var relativePath = file.Text("relativePath");
        return new MediaFile(MediaPaths.InFolder(folder, file.Text("path"), relativePath), relativePath)
        {
            Quality = file.Text("quality"),
            SizeBytes = file.Positive("size"),
        };
    }
}
