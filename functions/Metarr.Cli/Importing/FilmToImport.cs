using System.Text.Json.Serialization;

namespace Metarr.Cli.Importing;

/// <summary>A film as the app is told of it.</summary>
/// <param name="TmdbId">TMDB's number.</param>
/// <param name="ImdbId">IMDb's id.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Year">The year of release.</param>
/// <param name="Folder">The folder that holds its files.</param>
/// <param name="File">Its video file.</param>
internal sealed record FilmToImport(int? TmdbId, string? ImdbId, string? Title, int? Year, string? Folder, FileToImport? File)
{
    /// <summary>Whether it has no id, so that the app has to search for it.</summary>
    [JsonIgnore]
    public bool IsToBeSearched => TmdbId is null && ImdbId is null;

    /// <summary>What people call it.</summary>
    [JsonIgnore]
    public string Name => Title is null
        ? Folder ?? File?.RelativePath ?? ImdbId ?? $"TMDB {TmdbId}"
        : Year is { } year ? $"{Title} ({year})" : Title;
}

/// <summary>A video file as the app is told of it.</summary>
internal sealed record FileToImport(string? Path, string? RelativePath, string? Quality, long? SizeBytes);

/// <summary>A film that cannot be imported, and why.</summary>
/// <param name="Name">The film, or the folder.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record LeftOut(string Name, string Reason);

/// <summary>What a source has.</summary>
/// <param name="Films">The films.</param>
/// <param name="LeftOut">What is there besides, and is not imported.</param>
internal sealed record SourceLibrary(IReadOnlyList<FilmToImport> Films, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A source cannot be read.</summary>
/// <param name="message">Why, and what to do.</param>
internal sealed class SourceException(string message) : Exception(message);
