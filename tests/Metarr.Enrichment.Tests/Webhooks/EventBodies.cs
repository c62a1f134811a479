using System.Text;
using Metarr.Enrichment.Tests.Providers;

namespace Metarr.Enrichment.Tests.Webhooks;

/// <summary>One body of each event that Radarr and Sonarr send, as their newest versions write it, and those that were recorded.</summary>
internal static class EventBodies
{
    private const string Movie = """
        "movie": { "id": 3, "title": "Der lange Weg – Ô", "year": 2021, "filePath": null, "releaseDate": "9999-12-31",
          "folderPath": "\\\\nas\\films\\Der lange Weg (2021)", "tmdbId": 603, "imdbId": "tt0133093", "overview": "Weit &amp; breit.",
          "genres": ["Drama"], "images": [{ "coverType": "poster", "url": "/3/poster.jpg", "remoteUrl": "https://image.tmdb.org/p.jpg" }],
          "tags": ["4k"], "originalLanguage": { "id": 4, "name": "German" } },
        "remoteMovie": { "tmdbId": 603, "imdbId": "tt0133093", "title": "The Long Way", "year": 2021 }
        """;

    private const string File = """
        { "id": 7, "relativePath": "weg.mkv", "path": "\\\\nas\\films\\Der lange Weg (2021)\\weg.mkv", "quality": "Bluray-1080p",
          "qualityVersion": 1, "releaseGroup": "G", "sceneName": "S", "indexerFlags": "0", "size": 12729205605,
          "dateAdded": "2025-11-14T23:14:05Z", "languages": [{ "id": 4, "name": "German" }], "sourcePath": "/downloads/weg.mkv",
          "mediaInfo": { "audioChannels": 5.1, "audioLanguages": ["ger"], "height": 800, "width": 1920 } }
        """;

    private const string Series = """
        "series": { "id": 2, "title": "Some Series", "titleSlug": "some-series", "path": "/tv/Some Series", "tvdbId": 81189, "tvMazeId": 169,
          "tmdbId": 0, "imdbId": "", "malIds": [], "aniListIds": [], "type": "standard", "year": 2008, "genres": [], "images": [], "tags": [],
          "originalLanguage": { "id": 1, "name": "English" }, "originalCountry": "us" },
        "episodes": [{ "id": 1, "episodeNumber": 1, "seasonNumber": 1, "title": "One", "airDate": "2008-01-20", "seriesId": 2, "tvdbId": 349232 },
          { "id": 2, "episodeNumber": 2, "seasonNumber": 1, "title": "Two", "seriesId": 2, "tvdbId": 0, "finaleType": "season" }]
        """;

    private const string Health = """
        "level": "warning", "message": "Indexers are unavailable", "type": "IndexerStatusCheck", "wikiUrl": "https://wiki.servarr.com/"
        """;

    public static IReadOnlyDictionary<string, string> OfRadarr { get; } = new Dictionary<string, string>
    {
        ["Test"] = Body("Test", Movie),
        ["Grab"] = Body("Grab", Movie, """ "release": { "releaseTitle": "R", "size": 5 }, "downloadClient": "q", "downloadId": "A" """),
        ["Download"] = Body("Download", Movie, $""" "movieFile": {File}, "isUpgrade": false, "downloadId": "A" """),
        ["Upgrade"] = Body("Download", Movie, $""" "movieFile": {File}, "isUpgrade": true, "deletedFiles": [{File}, {File}] """),
        ["Rename"] = Body("Rename", Movie, $$"""
            "renamedMovieFiles": [{ "previousRelativePath": "alt.mkv", "previousPath": "/films/alt.mkv", {{File[1..]}},
              { "previousRelativePath": "alt2.mkv", "previousPath": "/films/alt2.mkv", {{File[1..]}}]
            """),
        ["MovieAdded"] = Body("MovieAdded", Movie, """ "addMethod": "manual" """),
        ["MovieDelete"] = Body("MovieDelete", Movie, """ "deletedFiles": true, "movieFolderSize": 12729205605 """),
        ["MovieFileDelete"] = Body("MovieFileDelete", Movie, $""" "movieFile": {File}, "deleteReason": "manual" """),
        ["Health"] = Body("Health", Health),
        ["HealthRestored"] = Body("HealthRestored", Health),
        ["ApplicationUpdate"] = Body("ApplicationUpdate", """ "message": "Updated", "previousVersion": "5.28.0.10274", "newVersion": "6.0.4.10291" """),
        ["ManualInteractionRequired"] = Body("ManualInteractionRequired", Movie, """
            "downloadInfo": { "quality": "Bluray-1080p", "size": 5 }, "downloadStatus": "Warning", "downloadStatusMessages": [{ "title": "R", "messages": [] }]
            """),
    };

    public static IReadOnlyDictionary<string, string> OfSonarr { get; } = new Dictionary<string, string>
    {
        ["Test"] = Body("Test", Series),
        ["Grab"] = Body("Grab", Series, """ "release": { "releaseTitle": "R" } """),
        ["Download"] = Body("Download", Series, $""" "episodeFile": {File}, "isUpgrade": true, "deletedFiles": [{File}] """),
        ["ImportComplete"] = Body("Download", Series, $""" "episodeFiles": [{File}, {File}], "fileCount": 2, "sourcePath": "/d", "destinationPath": "/tv" """),
        ["Rename"] = Body("Rename", Series, $$""" "renamedEpisodeFiles": [{ "previousRelativePath": "alt.mkv", {{File[1..]}}] """),
        ["SeriesAdd"] = Body("SeriesAdd", Series),
        ["SeriesDelete"] = Body("SeriesDelete", Series, """ "deletedFiles": true """),
        ["EpisodeFileDelete"] = Body("EpisodeFileDelete", Series, $""" "episodeFile": {File}, "deleteReason": "noLinkedEpisodes" """),
        ["Health"] = Body("Health", Health),
        ["ManualInteractionRequired"] = Body("ManualInteractionRequired", Series, """ "downloadStatus": "Warning" """),
    };

    public static IReadOnlyList<string> Recorded { get; } =
    [
        "radarr/app-update", "radarr/health-issue", "radarr/health-restored", "radarr/movie-added", "radarr/movie-delete", "radarr/movie-download",
        "radarr/movie-file-delete", "radarr/movie-grab", "radarr/test", "sonarr/series-deleted", "sonarr/series-download",
        "sonarr/series-episode-file-delete", "sonarr/series-episode-upgrade", "sonarr/series-import-completed", "sonarr/series-interaction-required",
    ];

    /// <summary>The body under a name such as <c>radarr/Download</c>; the test is skipped where it is recorded and not there.</summary>
    public static byte[] Get(string name) => Recorded.Contains(name)
        ? Recordings.Read($"webhooks/{name}.json")
        : Encoding.UTF8.GetBytes((IsOfSonarr(name) ? OfSonarr : OfRadarr)[name.Split('/')[1]]);

    public static bool IsOfSonarr(string name) => name.StartsWith("sonarr/", StringComparison.Ordinal);

    private static string Body(string type, params string[] parts) =>
        $$"""{ {{string.Join(", ", parts)}}, "eventType": "{{type}}", "instanceName": "Home", "applicationUrl": "" }""";
}
