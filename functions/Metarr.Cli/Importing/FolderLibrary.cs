using Metarr.Enrichment.Importing;

namespace Metarr.Cli.Importing;

/// <summary>Reads which films lie in a folder, by the names of folders and files and by their NFOs; no film is opened.</summary>
/// <remarks>
/// A folder with videos is one film when its name or its NFO tells which; otherwise each of its videos is one, as in a folder that
/// holds all films side by side. A folder without videos is looked into.
/// </remarks>
internal sealed class FolderLibrary(string root)
{
    /// <summary>Deeper than people nest folders.</summary>
    private const int Deepest = 8;

    private const string Unnamed = "Neither a name such as 'Title (Year)' nor an NFO tells which film it is.";

    private static readonly EnumerationOptions Visible = new()
    {
        IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>What was looked into, for links can lead upwards.</summary>
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<FilmToImport> films = [];
    private readonly List<LeftOut> leftOut = [];

    /// <summary>Reads the folder.</summary>
    /// <exception cref="SourceException">There is no such folder, or it cannot be read.</exception>
    public SourceLibrary Read(CancellationToken cancellationToken)
    {
        var top = new DirectoryInfo(root);
        if (!top.Exists) throw new SourceException($"There is no folder '{root}'; name the one that holds the films.");
        try
        {
            Look(top, depth: 0, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"The folder '{root}' cannot be read: {failure.Message}");
        }

        return new SourceLibrary(films, leftOut);
    }

    private void Look(DirectoryInfo folder, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!seen.Add(folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName)) return;
        var files = folder.GetFiles("*", Visible);
        var below = folder.GetDirectories("*", Visible)
            .Where(child => !FilmFolder.HoldsExtras(child.Name))
            .OrderBy(child => child.Name, StringComparer.Ordinal)
            .ToList();
        var found = FilmFolder.Of(folder, files, below);
        if (depth > 0 && TryAdd(found, mayBeEmpty: below.Count == 0)) return;
        foreach (var video in found.Videos) AddLoose(video);
        if (depth == Deepest) return;
        foreach (var child in below) Look(child, depth + 1, cancellationToken);
    }

    /// <summary>Takes a folder as one film, when it tells which; one that is a film but cannot be imported is told of.</summary>
    private bool TryAdd(FilmFolder found, bool mayBeEmpty)
    {
        if (!found.HasVideo && !(mayBeEmpty && found.Named.IsEnough)) return false;
        var fault = found switch
        {
            { HasVideo: false } => "The folder holds no video.",
            { Contradiction: { } contradiction } => contradiction,
            { IsDisc: true, Named.IsEnough: false } => Unnamed,
            _ => null,
        };
        if (fault is not null)
        {
            leftOut.Add(new LeftOut(Shown(found.Folder), fault));
            return true;
        }

        if (!found.Named.IsEnough) return false;
        var main = found.MainVideo;
        var file = main is null
            ? null
            : new FileToImport(main.FullName, Path.GetRelativePath(found.Folder.FullName, main.FullName), null, main.Length);
        films.Add(Film(found.Named, found.Folder.FullName, file));
        return true;
    }

    /// <summary>Takes a file as a film. It has no folder of its own, for what is published there would be every film's.</summary>
    private void AddLoose(FileInfo video)
    {
        var (named, contradiction) = FilmFolder.NameOf(video);
        if (contradiction is null && named.IsEnough)
        {
            films.Add(Film(named, folder: null, new FileToImport(null, Path.GetRelativePath(root, video.FullName), null, video.Length)));
            return;
        }

        leftOut.Add(new LeftOut(Path.GetRelativePath(root, video.FullName), contradiction ?? Unnamed));
    }

    private static FilmToImport Film(NamedFilm named, string? folder, FileToImport? file) =>
        new(named.Ids.TmdbId, named.Ids.ImdbId, named.Title, named.Year, folder, file);

    private string Shown(DirectoryInfo folder) => Path.GetRelativePath(root, folder.FullName);
}
