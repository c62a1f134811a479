namespace Metarr.Functions.Tests.Webhooks;

/// <summary>A small body for each of Radarr's events.</summary>
internal static class RadarrBodies
{
    public const string Folder = "/films/The Long Way Down (2021)";

    public static string Download(int tmdbId, string file = "Long Way.mkv", bool isUpgrade = false, int? imdbNumber = null) => $$"""
        {
          "movie": {{Movie(tmdbId, imdbNumber)}},
          "remoteMovie": { "tmdbId": {{tmdbId}}, "title": "The Long Way Down", "year": 2021 },
          "movieFile": {
            "id": 7, "relativePath": "{{file}}", "path": "/downloads/{{file}}", "quality": "Bluray-1080p", "qualityVersion": 1,
            "size": 12729205605
          },
          "isUpgrade": {{(isUpgrade ? "true" : "false")}}, "eventType": "Download", "instanceName": "Radarr"
        }
        """;

    public static string Renamed(int tmdbId, string from, string to, int? imdbNumber = null) => $$"""
        {
          "movie": {{Movie(tmdbId, imdbNumber)}},
          "renamedMovieFiles": [
            { "previousRelativePath": "{{from}}", "previousPath": "{{Folder}}/{{from}}", "relativePath": "{{to}}", "path": "{{Folder}}/{{to}}" }
          ],
          "eventType": "Rename"
        }
        """;

    public static string Added(int tmdbId, int? imdbNumber = null) => $$"""{ "movie": {{Movie(tmdbId, imdbNumber)}}, "addMethod": "manual", "eventType": "MovieAdded" }""";

    public static string FileDeleted(int tmdbId, string reason, int? imdbNumber = null) => $$"""
        {
          "movie": {{Movie(tmdbId, imdbNumber)}}, "movieFile": { "relativePath": "Long Way.mkv", "path": "{{Folder}}/Long Way.mkv" },
          "deleteReason": "{{reason}}", "eventType": "MovieFileDelete"
        }
        """;

    public static string Deleted(int tmdbId, int? imdbNumber = null) => $$"""{ "movie": {{Movie(tmdbId, imdbNumber)}}, "deletedFiles": true, "eventType": "MovieDelete" }""";

    private static string Movie(int tmdbId, int? imdbNumber = null) => $$"""
        { "id": 3, "title": "The Long Way Down", "year": 2021, "folderPath": "{{Folder}}", "tmdbId": {{tmdbId}}, "imdbId": "tt{{imdbNumber ?? tmdbId:D7}}" }
        """;
}
