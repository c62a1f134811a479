using Metarr.Functions.Tests.Bulk;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Importing;

public sealed class ImportFolderTests(LocalServices services) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("metarr-films-").FullName;

    [Fact]
    public async Task Films_are_found_by_folder_tags_NFOs_and_title_with_year()
    {
        await using var app = await TestApp.StartAsync(services);
        var known = BundledLibrary.Films;
        Film($"Whatever (1999) {{tmdb-{known[0].TmdbId}}}/film.mkv");
        Film("Nameless/film.mkv");
        Text("Nameless/movie.nfo", $"<movie><uniqueid type=\"tmdb\">{known[1].TmdbId}</uniqueid></movie>");
        Film($"Deeper/{known[2].Title.Replace(':', '-')} ({known[2].Year})/a.mkv");
        Film($"{known[3].Title.ToUpperInvariant()} ({known[3].Year}).mp4");
        Film($"Disc (2001) [imdbid-{known[4].ImdbId}]/VIDEO_TS/VTS_01_1.VOB");
        Film($"Whatever (1999) {{tmdb-{known[0].TmdbId}}}/Featurettes/Making of (2001).mkv");
        Film($"Whatever (1999) {{tmdb-{known[0].TmdbId}}}/film-trailer.mp4");

        var ran = await ImportAsync(app);
        var again = await ImportAsync(app);

        Assert.Equal((0, "", 5, 5), (ran.ExitCode, ran.Errors, Count(ran, "films"), Count(ran, "registered")));
        Assert.Equal((0, 5), (again.ExitCode, Count(again, "unchanged")));
        var first = await app.GetAsync($"v1/movies/{known[0].TmdbId}");
        Assert.Equal(Path.Combine(root, $"Whatever (1999) {{tmdb-{known[0].TmdbId}}}"), first["folder"]!.GetValue<string>());
        Assert.Equal("film.mkv", first["file"]!["relativePath"]!.GetValue<string>());
        var loose = await app.GetAsync($"v1/movies/{known[3].TmdbId}");
        Assert.Null(loose["folder"]);
        Assert.Equal(known[4].ImdbId, (await app.GetAsync($"v1/movies/{known[4].ImdbId}"))["externalIds"]!["imdbId"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_ambiguous_unknown_or_contradictory_is_told_and_not_guessed()
    {
        await using var app = await TestApp.StartAsync(services);
        var twice = BundledLibrary.Films[^1];
        Film($"{twice.Title} ({twice.Year})/a.mkv");
        Film("Nobody Knows This One (1999)/a.mkv");
        Film("The.Matrix.1999.1080p/a.mkv");
        Film("Two Minds (1999) {tmdb-603}/a.mkv");
        Text("Two Minds (1999) {tmdb-603}/movie.nfo", "<movie><tmdbid>604</tmdbid></movie>");
        Film("Loose (1999) {tmdb-603}.mkv");
        Text("Loose (1999) {tmdb-603}.nfo", "<movie><tmdbid>604</tmdbid></movie>");
        Directory.CreateDirectory(Path.Combine(root, "Empty (1999)"));

        var ran = await ImportAsync(app);
        var shown = await CommandLine.RunAsync("import", "folder", root, "--url", Address(app));

        Assert.Equal((1, 0), (ran.ExitCode, Count(ran, "registered")));
        var reasons = ran.Json["leftOut"]!.AsArray().Concat(ran.Json["skipped"]!.AsArray())
            .ToDictionary(film => film!["name"]!.GetValue<string>(), film => film!["reason"]!.GetValue<string>());
        Assert.Contains($"{twice.TmdbId}", reasons[$"{twice.Title} ({twice.Year})"], StringComparison.Ordinal);
        Assert.Contains($"{BundledLibrary.NamesakeOfTheLast}", reasons[$"{twice.Title} ({twice.Year})"], StringComparison.Ordinal);
        Assert.Contains("knows no movie", reasons["Nobody Knows This One (1999)"], StringComparison.Ordinal);
        Assert.Contains("Title (Year)", reasons[Path.Combine("The.Matrix.1999.1080p", "a.mkv")], StringComparison.Ordinal);
        Assert.Contains("different films", reasons["Two Minds (1999) {tmdb-603}"], StringComparison.Ordinal);
        Assert.Contains("different films", reasons["Loose (1999) {tmdb-603}.mkv"], StringComparison.Ordinal);
        Assert.Contains("no video", reasons["Empty (1999)"], StringComparison.Ordinal);
        Assert.Contains("2 left out", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await app.GetAsync("v1/movies"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_a_key_of_TMDB_films_with_ids_are_imported_and_the_others_are_told()
    {
        await using var app = await TestApp.StartAsync(services, null, ("Providers:Tmdb:ReadToken", ""));
        Film("With Id (1999) {tmdb-603}/a.mkv");
        Film("Without (1999)/a.mkv");

        var ran = await ImportAsync(app);

        Assert.Equal((1, 1), (ran.ExitCode, Count(ran, "registered")));
        Assert.Contains("no key", ran.Json["leftOut"]![0]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_ends_with_2()
    {
        var ran = await CommandLine.RunAsync("import", "folder", Path.Combine(root, "nowhere"), "--url", "http://127.0.0.1:9");

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("There is no folder", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_leads_upwards_does_not_keep_it_busy_for_ever()
    {
        await using var app = await TestApp.StartAsync(services);
        Film("Film (1999) {tmdb-603}/a.mkv");
        Film("Other (1999) {tmdb-604}/a.mkv");
        Directory.CreateDirectory(Path.Combine(root, "loop"));
        Directory.CreateSymbolicLink(Path.Combine(root, "loop", "up"), root);

        var ran = await ImportAsync(app);

        Assert.Equal((0, 2, 2), (ran.ExitCode, Count(ran, "films"), Count(ran, "registered")));
    }

    [Fact]
    public async Task A_film_in_two_folders_of_a_large_library_does_not_move_with_every_import()
    {
        await using var app = await TestApp.StartAsync(services);
        Film("A Copy (1999) {tmdb-9000}/a.mkv");
        foreach (var number in Enumerable.Range(1, 500)) Film($"Film {number} (2001) {{tmdb-{number}}}/film.mkv");
        Film("Other Copy (1999) {tmdb-9000}/z.mkv");

        var ran = await ImportAsync(app);
        var again = await ImportAsync(app);

        Assert.Equal((502, 501, 1), (Count(ran, "films"), Count(ran, "registered"), Count(ran, "unchanged")));
        Assert.Equal(502, Count(again, "unchanged"));
        Assert.EndsWith("Other Copy (1999) {tmdb-9000}", (await app.GetAsync("v1/movies/9000"))["folder"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Film(string path) => Text(path, "no bytes of a film");

    private void Text(string path, string content)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private Task<CommandLine> ImportAsync(TestApp app) => CommandLine.RunAsync("import", "folder", root, "--url", Address(app), "--json");

    private static int Count(CommandLine ran, string name) => ran.Json[name]!.GetValue<int>();

    private static string Address(TestApp app) => app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
