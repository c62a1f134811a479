using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Webhooks;

namespace Metarr.Enrichment.Tests.Webhooks;

public sealed class RadarrEventsTests
{
    [Theory]
    [InlineData("/films/A (2020)", "/films/A (2020)/a.mkv", "/films/A (2020)/a.mkv")]
    [InlineData("/films/A (2020)", "/downloads/a.mkv", "/films/A (2020)/a.mkv")]
    [InlineData("/films/A (2020)/", "/films/A (2020) extended/a.mkv", "/films/A (2020)/a.mkv")]
    [InlineData("""D:\\films\\A""", """E:\\downloads\\a.mkv""", """D:\films\A\a.mkv""")]
    [InlineData("", "/downloads/a.mkv", "/downloads/a.mkv")]
    public void A_path_outside_the_films_folder_gives_way_to_the_one_within(string folder, string path, string expected)
    {
        var read = Read($$"""
            { "eventType": "Download", "movie": { "tmdbId": 1, "folderPath": "{{folder}}" }, "movieFile": { "path": "{{path}}", "relativePath": "a.mkv" } }
            """);

        Assert.Equal(expected, Assert.IsType<LibraryChange.Imported>(read.Change).File!.Path);
    }

    [Fact]
    public void Old_bodies_name_the_ids_beside_the_movie()
    {
        var read = Read("""
            {
              "movie": { "id": 1, "title": "A Film", "releaseDate": "1999-03-31" },
              "remoteMovie": { "tmdbId": 603, "imdbId": "tt0133093", "title": "A Film", "year": 1999 },
              "movieFile": { "relativePath": "a.mkv" }, "isUpgrade": false, "eventType": "Download"
            }
            """);

        var change = Assert.IsType<LibraryChange.Imported>(read.Change);
        Assert.Equal(new NamedMovie(new ExternalIds(603, "tt0133093"), "A Film", 1999, null), change.Movie);
        Assert.False(change.IsUpgrade);
    }

    [Theory]
    [InlineData("""{"eventType":"download","movie":{"tmdbId":"603"}}""")]
    [InlineData("""{"EventType":"Download","Movie":{"TmdbId":603}}""")]
    [InlineData("\uFEFF{\"eventType\":\"Download\",\"movie\":{\"tmdbId\":603,\"imdbId\":\"\",\"year\":0},}")]
    [InlineData("""{"eventType":"Download","movie":{"tmdbId":603,"imdbId":"nm0000206","year":"soon"},"movieFile":[],"deletedFiles":true}""")]
    [InlineData("""{"eventType":"Download","movie":{"tmdbId":603,"imdbId":"tt0133093\n"}}""")]
    public void Case_types_and_oddities_are_borne(string body)
    {
        var change = Assert.IsType<LibraryChange.Imported>(Read(body).Change);

        Assert.Equal(new NamedMovie(new ExternalIds(603), null, null, null), change.Movie);
        Assert.Null(change.File);
    }

    [Theory]
    [InlineData("603", "\"0133093\"", 603, "tt0133093")]
    [InlineData("603.0", "\"\"", 603, null)]
    [InlineData("0", "\"tt0133093\"", null, "tt0133093")]
    [InlineData("null", "\"tt10872600\"", null, "tt10872600")]
    [InlineData("\"603\"", "\"5678\"", 603, null)]
    [InlineData("603", "133093", 603, null)]
    [InlineData("603.5", "\"0133093\"", null, "tt0133093")]
    [InlineData("99999999999", "\"tt0133093\"", null, "tt0133093")]
    public void Ids_are_read_as_they_were_meant(string tmdbId, string imdbId, int? tmdb, string? imdb)
    {
        var read = Read($$"""{ "eventType": "MovieAdded", "movie": { "tmdbId": {{tmdbId}}, "imdbId": {{imdbId}}, "year": "1999" } }""");

        Assert.Equal(new NamedMovie(new ExternalIds(tmdb, imdb), null, 1999, null), Assert.IsType<LibraryChange.Added>(read.Change).Movie);
    }

    [Theory]
    [InlineData("upgrade", "A better file takes the place of the deleted one.")]
    [InlineData("Upgrade", "A better file takes the place of the deleted one.")]
    [InlineData("manualOverride", "The file was imported anew where it lies; it is still there.")]
    [InlineData("ManualOverride", "The file was imported anew where it lies; it is still there.")]
    public void A_file_that_is_told_as_deleted_and_is_there_or_replaced_changes_nothing(string reason, string outcome)
    {
        var read = Read($$"""{ "eventType": "MovieFileDelete", "movie": { "tmdbId": 603 }, "deleteReason": "{{reason}}" }""");

        Assert.Equal(outcome, Assert.IsType<LibraryChange.Nothing>(read.Change).Outcome);
    }

    [Theory]
    [InlineData("\"manual\"", "manual")]
    [InlineData("\"missingFromDisk\"", "missingFromDisk")]
    [InlineData("null", null)]
    [InlineData("4", null)]
    public void A_file_that_is_deleted_for_any_other_reason_is_gone(string reason, string? told)
    {
        var read = Read($$"""{ "eventType": "MovieFileDelete", "movie": { "tmdbId": 603 }, "deleteReason": {{reason}} }""");

        Assert.Equal(told, Assert.IsType<LibraryChange.FileDeleted>(read.Change).Reason);
    }

    [Theory]
    [InlineData("movieFile")]
    [InlineData("movieFiles")]
    public void Of_several_files_the_first_counts(string name)
    {
        var read = Read("""
            { "eventType": "Download", "movie": { "tmdbId": 1, "folderPath": "\\\\nas\\films\\Fil\u006d Ô (2020)" },
              "NAME": [null, { "path": "\\\\NAS\\films\\Film Ô (2020)\\a.mkv", "relativePath": "a.mkv" }, { "relativePath": "b.mkv" }] }
            """.Replace("NAME", name, StringComparison.Ordinal));

        Assert.Equal(
            new MediaFile("""\\NAS\films\Film Ô (2020)\a.mkv""", "a.mkv"), Assert.IsType<LibraryChange.Imported>(read.Change).File);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("false", false)]
    [InlineData("1", false)]
    public void An_upgrade_is_told_from_a_first_import(string isUpgrade, bool expected)
    {
        var read = Read($$"""{"eventType":"Download","movie":{"tmdbId":603},"isUpgrade":{{isUpgrade}}}""");

        Assert.Equal(expected, Assert.IsType<LibraryChange.Imported>(read.Change).IsUpgrade);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{")]
    public void What_is_no_object_is_no_event(string body) => Assert.Null(RadarrEvents.Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_renaming_without_a_list_moves_the_file_with_its_folder()
    {
        var title = new Title(TitleId.Movie("1"), new ExternalIds(1)) { Folder = "/old", File = new MediaFile("/old/a.mkv", "a.mkv") };
        var read = Read("""{"eventType":"Rename","movie":{"tmdbId":1,"folderPath":"/new"}}""");

        var moved = TitleChanges.Apply(title, Assert.IsType<LibraryChange.Renamed>(read.Change));

        Assert.Equal(("/new", new MediaFile("/new/a.mkv", "a.mkv")), (moved.Folder, moved.File));
    }

    private static WebhookEvent Read(string body) => RadarrEvents.Read(Encoding.UTF8.GetBytes(body))!;
}
