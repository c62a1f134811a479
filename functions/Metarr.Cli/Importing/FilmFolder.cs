using Metarr.Enrichment.Importing;

namespace Metarr.Cli.Importing;

/// <summary>A folder that may be a film's, and what it tells of it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Videos">The videos that lie in it, without trailers and samples.</param>
/// <param name="IsDisc">Whether it holds a copied disc instead.</param>
/// <param name="Named">What its name and its NFO tell.</param>
/// <param name="Contradiction">In a sentence, that two of them name different films; null when not.</param>
internal sealed record FilmFolder(DirectoryInfo Folder, IReadOnlyList<FileInfo> Videos, bool IsDisc, NamedFilm Named, string? Contradiction)
{
    private static readonly HashSet<string> VideoEndings = new(
        [
            ".mkv", ".mp4", ".m4v", ".avi", ".mov", ".wmv", ".mpg", ".mpeg", ".ts", ".m2ts", ".webm", ".flv", ".ogm", ".ogv", ".divx",
            ".vob", ".iso", ".img", ".strm", ".disc", ".3gp", ".asf", ".rmvb",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Discs = new(["VIDEO_TS", "BDMV"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that Kodi, Plex and Jellyfin give to folders of what is not the film itself, and those of storage devices.</summary>
    private static readonly HashSet<string> Extras = new(
        [
            "extras", "extra", "featurettes", "behind the scenes", "deleted scenes", "interviews", "scenes", "shorts", "trailers", "trailer",
            "other", "samples", "sample", "subs", "subtitles", "extrafanart", "extrathumbs", "backdrops", "theme-music", "actors",
            "certificate", "@eadir", "#recycle", "$recycle.bin", "system volume information", "lost+found",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] ExtraEndings =
        ["-trailer", "-sample", ".sample", "-featurette", "-behindthescenes", "-deleted", "-interview", "-scene", "-short", "-other"];

    /// <summary>Whether there is anything to play.</summary>
    public bool HasVideo => IsDisc || Videos.Count > 0;

    /// <summary>The film's own video: the largest; null for a disc.</summary>
    public FileInfo? MainVideo => Videos.MaxBy(video => video.Length);

    /// <summary>Whether a folder of that name holds nothing that is a film.</summary>
    public static bool HoldsExtras(string name) => Extras.Contains(name);

    /// <summary>Reads what a folder tells.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Its files.</param>
    /// <param name="below">The folders in it.</param>
    public static FilmFolder Of(DirectoryInfo folder, IReadOnlyList<FileInfo> files, IReadOnlyList<DirectoryInfo> below)
    {
        var videos = files.Where(IsFilm).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var isDisc = below.Any(child => Discs.Contains(child.Name)) || Discs.Contains(folder.Name);
        var byName = FilmName.Read(folder.Name);
        var byNfo = Nfo(files, videos.MaxBy(video => video.Length)) is { } nfo ? Read(nfo) : NamedFilm.Nothing;
        var byFile = videos.Count == 1 ? FilmName.Read(Path.GetFileNameWithoutExtension(videos[0].Name)) : NamedFilm.Nothing;
        var contradiction = byName.Contradicts(byNfo) || byName.Contradicts(byFile) || byNfo.Contradicts(byFile)
            ? "The folder's name, its file and its NFO name different films; mend the one that is wrong."
            : null;
        return new FilmFolder(folder, videos, isDisc, byName.CompletedBy(byNfo).CompletedBy(byFile), contradiction);
    }

    /// <summary>What the name of a file and the NFO beside it tell, and what is wrong when they name different films.</summary>
    public static (NamedFilm Named, string? Contradiction) NameOf(FileInfo video)
    {
        var nfo = new FileInfo(Path.ChangeExtension(video.FullName, ".nfo"));
        var byName = FilmName.Read(Path.GetFileNameWithoutExtension(video.Name));
        var byNfo = nfo.Exists ? Read(nfo) : NamedFilm.Nothing;
        var contradiction = byName.Contradicts(byNfo) ? "The file's name and its NFO name different films; mend the one that is wrong." : null;
        return (byName.CompletedBy(byNfo), contradiction);
    }

    private static bool IsFilm(FileInfo file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name);
        return VideoEndings.Contains(file.Extension)
            && !name.Equals("sample", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("trailer", StringComparison.OrdinalIgnoreCase)
            && !ExtraEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The NFO that counts: the film's own, else <c>movie.nfo</c>, else the only one there is.</summary>
    private static FileInfo? Nfo(IReadOnlyList<FileInfo> files, FileInfo? video)
    {
        var all = files.Where(file => file.Extension.Equals(".nfo", StringComparison.OrdinalIgnoreCase)).ToList();
        return Named(video is null ? null : Path.GetFileNameWithoutExtension(video.Name))
            ?? Named("movie")
            ?? (all.Count == 1 ? all[0] : null);

        FileInfo? Named(string? name) =>
            all.Find(file => Path.GetFileNameWithoutExtension(file.Name).Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static NamedFilm Read(FileInfo nfo)
    {
        try
        {
            return nfo.Length > NfoFile.MostBytes ? NamedFilm.Nothing : NfoFile.Read(File.ReadAllBytes(nfo.FullName));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // An NFO that cannot be read tells nothing; the names may be enough.
            return NamedFilm.Nothing;
        }
    }
}
