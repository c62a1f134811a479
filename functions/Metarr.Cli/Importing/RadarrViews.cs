using System.Text.Json;

namespace Metarr.Cli.Importing;

/// <summary>How Radarr says what it is.</summary>
internal sealed record RadarrStatus(string? AppName, string? Version);

/// <summary>A movie as Radarr lists it, as far as it matters here.</summary>
internal sealed record RadarrMovie(
    string? Title, int Year, int TmdbId, string? ImdbId, string? Path, bool Monitored, bool? HasFile, RadarrFile? MovieFile)
{
    /// <summary>How Radarr writes.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>The movie as the app is told of it; Radarr writes 0 and empty texts for what it does not know.</summary>
    public FilmToImport Film() => new(
        TmdbId > 0 ? TmdbId : null,
        ImdbId is ['t', 't', ..] && ImdbId.Length is >= 9 and <= 12 && ImdbId.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0 ? ImdbId : null,
        string.IsNullOrWhiteSpace(Title) || Title.Length > 500 ? null : Title,
        Year is >= 1870 and <= 2200 ? Year : null,
        string.IsNullOrWhiteSpace(Path) ? null : Path,
        MovieFile?.File());
}

/// <summary>A movie's file.</summary>
internal sealed record RadarrFile(string? Path, string? RelativePath, long Size, RadarrQuality? Quality)
{
    public FileToImport File() => new(Path, RelativePath, Quality?.Quality?.Name, Size > 0 ? Size : null);
}

/// <summary>A quality with its revision.</summary>
internal sealed record RadarrQuality(RadarrQualityName? Quality);

/// <summary>A quality's name, such as <c>Bluray-1080p</c>.</summary>
internal sealed record RadarrQualityName(string? Name);
