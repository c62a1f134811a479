using System.Text;
using Metarr.Enrichment.Importing;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Importing;

public sealed class NfoFileTests
{
    private static readonly ExternalIds Both = new(603, "tt0133093");

    [Theory]
    [InlineData("<movie><uniqueid type=\"tmdb\" default=\"true\">603</uniqueid><uniqueid type=\"imdb\">tt0133093</uniqueid></movie>")]
    [InlineData("<movie><tmdbid>603</tmdbid><imdbid>tt0133093</imdbid></movie>")]
    [InlineData("<movie>\n  <id TMDB=\"603\">tt0133093</id>\n</movie>")]
    [InlineData("<movie><tmdbid> 603 </tmdbid><imdb_id>tt0133093</imdb_id><actor><tmdbid>1</tmdbid></actor></movie>")]
    [InlineData("<movie><actor><tmdbid>1</tmdbid></actor><set><uniqueid type=\"tmdb\">2</uniqueid></set><tmdbid>603</tmdbid><id>tt0133093</id></movie>")]
    [InlineData("https://www.themoviedb.org/movie/603-the-matrix\nhttps://www.imdb.com/title/tt0133093/?ref_=nv_sr_1&x=2")]
    [InlineData("<movie><title>The Matrix</title></movie>\nhttps://www.themoviedb.org/movie/603\nhttps://www.imdb.com/title/tt0133093")]
    public void Ids_are_read_in_every_shape_that_occurs(string nfo) => Assert.Equal(Both, Read(nfo).Ids);

    [Fact]
    public void Title_and_year_are_read_whatever_their_order_and_neighbours()
    {
        var film = Read("<?xml version=\"1.0\" encoding=\"utf-8\"?><movie><premiered>1999-03-30</premiered><title>The Matrix</title><plot>x</plot></movie>");

        Assert.Equal(("The Matrix", 1999), (film.Title, film.Year));
    }

    [Fact]
    public void A_numeric_id_is_TMDBs_unless_something_names_another()
    {
        Assert.Equal(603, Read("<movie><id>603</id></movie>").Ids.TmdbId);
        Assert.Equal(603, Read("<movie><id>7</id><tmdbid>603</tmdbid></movie>").Ids.TmdbId);
    }

    [Fact]
    public void The_NFO_of_a_series_or_an_episode_names_no_film()
    {
        Assert.Equal(NamedFilm.Nothing, Read("<tvshow><tmdbid>603</tmdbid></tvshow>"));
        Assert.Equal(NamedFilm.Nothing, Read("<episodedetails><uniqueid type=\"tmdb\">603</uniqueid></episodedetails>"));
    }

    [Fact]
    public void What_stands_before_a_fault_counts()
    {
        Assert.Equal(603, Read("<movie><tmdbid>603</tmdbid><plot>Tom & Jerry</plot></movie>").Ids.TmdbId);
    }

    [Theory]
    [InlineData("<!DOCTYPE movie [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><movie><tmdbid>603</tmdbid><title>&x;</title></movie>")]
    [InlineData("<!DOCTYPE movie [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><movie><title>&b;</title><tmdbid>603</tmdbid></movie>")]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("<movie><tmdbid/><uniqueid type=\"tmdb\"/><id/></movie>")]
    [InlineData("<movie><tmdbid>-1</tmdbid><imdbid>603</imdbid></movie>")]
    public void Document_types_entities_and_rubbish_tell_nothing(string nfo)
    {
        var film = Read(nfo);

        Assert.True(film.Ids.IsEmpty);
        Assert.Null(film.Title);
    }

    [Fact]
    public void Encodings_are_told_by_the_file()
    {
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<movie><title>Amélie</title><tmdbid>194</tmdbid></movie>"));

        var film = NfoFile.Read(utf16.ToArray());

        Assert.Equal(("Amélie", 194), (film.Title, film.Ids.TmdbId));
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        var large = Encoding.UTF8.GetBytes("<movie><tmdbid>603</tmdbid></movie>" + new string(' ', NfoFile.MostBytes));

        Assert.Equal(NamedFilm.Nothing, NfoFile.Read(large));
    }

    private static NamedFilm Read(string nfo) => NfoFile.Read(Encoding.UTF8.GetBytes(nfo));
}
