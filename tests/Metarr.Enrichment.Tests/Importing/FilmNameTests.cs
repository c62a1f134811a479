using Metarr.Enrichment.Importing;

namespace Metarr.Enrichment.Tests.Importing;

public sealed class FilmNameTests
{
    [Theory]
    [InlineData("The Matrix (1999)", "The Matrix", 1999, null, null)]
    [InlineData("The Matrix (1999) {tmdb-603}", "The Matrix", 1999, 603, null)]
    [InlineData("The Matrix (1999) [tmdbid-603]", "The Matrix", 1999, 603, null)]
    [InlineData("The Matrix (1999) [tmdbid=603]", "The Matrix", 1999, 603, null)]
    [InlineData("The Matrix (1999) {imdb-tt0133093}", "The Matrix", 1999, null, "tt0133093")]
    [InlineData("The Matrix (1999) [imdbid-tt0133093] [tmdbid-603]", "The Matrix", 1999, 603, "tt0133093")]
    [InlineData("The Matrix (1999) [TT0133093]", "The Matrix", 1999, null, "tt0133093")]
    [InlineData("The Matrix {tmdb-603} (1999)", "The Matrix", 1999, 603, null)]
    [InlineData("The Matrix (1999) {edition-Remastered} [1080p]", "The Matrix", 1999, null, null)]
    [InlineData("1917 (2019)", "1917", 2019, null, null)]
    [InlineData("2001 - A Space Odyssey [1968]", "2001 - A Space Odyssey", 1968, null, null)]
    [InlineData("Numbers (1066) (2003)", "Numbers (1066)", 2003, null, null)]
    [InlineData("Amélie – 千と千尋 (2001)", "Amélie – 千と千尋", 2001, null, null)]
    [InlineData("tmdb {tmdb-603}", null, null, 603, null)]
    public void Title_year_and_ids_are_read(string name, string? title, int? year, int? tmdbId, string? imdbId)
    {
        var film = FilmName.Read(name);

        Assert.Equal((title, year, tmdbId, imdbId), (film.Title, film.Year, film.Ids.TmdbId, film.Ids.ImdbId));
        Assert.True(film.IsEnough);
    }

    [Theory]
    [InlineData("The Matrix")]
    [InlineData("The.Matrix.1999.1080p.BluRay")]
    [InlineData("(1999)")]
    [InlineData("The Matrix (0999)")]
    [InlineData("The Matrix {tmdb-0}")]
    [InlineData("The Matrix {tmdb-99999999999}")]
    [InlineData("The Matrix [imdbid-603]")]
    [InlineData("tt0133093")]
    [InlineData("")]
    public void What_names_no_film_for_certain_is_not_enough(string name) => Assert.False(FilmName.Read(name).IsEnough);

    [Theory]
    [InlineData("Mission: Impossible", "Mission - Impossible")]
    [InlineData("Amélie", "AMELIE")]
    [InlineData("Le Fabuleux Destin d\u2019Ame\u0301lie", "Le Fabuleux Destin d'Amélie")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Fast & Furious", "Fast and Furious")]
    [InlineData("The Matrix", "Matrix, The")]
    [InlineData("WALL·E", "WALL-E")]
    [InlineData("千と千尋の神隠し", "千と千尋の神隠し")]
    public void Two_ways_of_writing_a_title_are_the_same(string one, string other) => Assert.True(TitleWords.AreSame(one, other));

    [Theory]
    [InlineData("The Matrix", "The Matrix Reloaded")]
    [InlineData("Alien", "Aliens")]
    [InlineData("???", "!!!")]
    [InlineData("Se7en", "Seven")]
    public void Two_titles_are_not_the_same(string one, string other) => Assert.False(TitleWords.AreSame(one, other));
}
