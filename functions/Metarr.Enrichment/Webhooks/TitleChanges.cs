using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Webhooks;

/// <summary>What an event changes in a title; the same event once more changes nothing.</summary>
public static class TitleChanges
{
    /// <summary>The title with an imported file.</summary>
    /// <param name="title">The title.</param>
    /// <param name="change">The import.</param>
    /// <returns>The changed title; a deletion of it is taken back.</returns>
    public static Title Apply(Title title, LibraryChange.Imported change) =>
        At(title, change.Movie) with { File = change.File ?? title.File, DeletedAt = null };

    /// <summary>The title as it was added once more.</summary>
    /// <param name="title">The title.</param>
    /// <param name="change">The addition.</param>
    /// <returns>The changed title; a deletion of it is taken back.</returns>
    public static Title Apply(Title title, LibraryChange.Added change) => At(title, change.Movie) with { DeletedAt = null };

    /// <summary>The title with its files' names of now.</summary>
    /// <param name="title">The title.</param>
    /// <param name="change">The renaming.</param>
    /// <returns>The changed title.</returns>
    public static Title Apply(Title title, LibraryChange.Renamed change)
    {
        var moved = At(title, change.Movie);
        var known = title.File?.RelativePath;
        var renamed = change.Files.FirstOrDefault(file => file.PreviousRelativePath is { } before && before == known)
            ?? change.Files.FirstOrDefault(file => file.File.RelativePath == known)
            ?? (change.Files.Count > 0 ? change.Files[0] : null);
        if (renamed is not null)
        {
            var file = renamed.File;
            return moved with
            {
                File = file with { Quality = file.Quality ?? title.File?.Quality, SizeBytes = file.SizeBytes ?? title.File?.SizeBytes },
            };
        }

        return moved.File is { RelativePath: { } relativePath } && moved.Folder is { } folder
            ? moved with { File = moved.File with { Path = MediaPaths.InFolder(folder, path: null, relativePath) } }
            : moved;
    }

    private static Title At(Title title, NamedMovie movie) => title with
    {
        ExternalIds = title.ExternalIds.CompletedBy(movie.Ids),
        Folder = movie.Folder ?? title.Folder,
    };
}
