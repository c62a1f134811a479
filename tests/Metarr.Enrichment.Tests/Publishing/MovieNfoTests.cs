using System.Text;
using System.Xml.Linq;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;

namespace Metarr.Enrichment.Tests.Publishing;

public sealed class MovieNfoTests
{
    [Fact]
    public void Every_fact_stands_where_media_centres_look_for_it()
    {
        var movie = Read(Movies.Of(Movies.Told));

        Assert.Equal("The <Loud> & \"Quiet\" Film", Text(movie, "title"));
        Assert.Equal("Der Film", Text(movie, "originaltitle"));
        Assert.Equal("One.\nTwo.", Text(movie, "plot"));
        Assert.Equal("Short.", Text(movie, "outline"));
        Assert.Equal("It's here.", Text(movie, "tagline"));
        Assert.Equal("136", Text(movie, "runtime"));
        Assert.Equal("R", Text(movie, "mpaa"));
        Assert.Equal("1999-03-31", Text(movie, "premiered"));
        Assert.Equal("1999", Text(movie, "year"));
        Assert.Equal("Japan / United Kingdom", Text(movie, "country"));
        Assert.Equal("The Films", movie.Element("set")!.Element("name")!.Value);
        Assert.Equal(["Action", "Drama"], Texts(movie, "genre"));
        Assert.Equal(["Ann", "Bob"], Texts(movie, "director"));
        Assert.Equal(["Cid"], Texts(movie, "credits"));
        Assert.Equal(["Studio One"], Texts(movie, "studio"));
        Assert.Equal(["dream"], Texts(movie, "tag"));
        Assert.Null(movie.Element("userrating"));
    }

    [Fact]
    public void Ratings_are_told_by_who_gave_them_with_votes_and_the_first_is_the_one_shown()
    {
        var ratings = Read(Movies.Of(Movies.Told)).Element("ratings")!.Elements("rating").Select(rating => (
            rating.Attribute("name")!.Value,
            rating.Attribute("max")!.Value,
            rating.Attribute("default")?.Value,
            rating.Element("value")!.Value,
            rating.Element("votes")?.Value));

        Assert.Equal(
            [
                ("imdb", "10", "true", "8.7", "1234"),
                ("themoviedb", "10", null, "8.25", "77"),
                ("tomatometerallcritics", "100", null, "88", null),
                ("metacritic", "100", null, "73", null),
            ],
            ratings);
    }

    [Fact]
    public void Ids_are_told_by_whose_they_are_and_one_is_the_default()
    {
        var ids = Read(Movies.Of(Movies.Told)).Elements("uniqueid").Select(id => (id.Attribute("type")!.Value, id.Attribute("default")?.Value, id.Value));

        Assert.Equal([("tmdb", "true", "603"), ("imdb", null, "tt0133093"), ("tvdb", null, "169")], ids);
    }

    [Fact]
    public void Actors_come_in_order_with_role_and_portrait()
    {
        var actors = Read(Movies.Of(Movies.Told)).Elements("actor")
            .Select(actor => (Text(actor, "name"), Text(actor, "role"), Text(actor, "order"), Text(actor, "thumb")));

        Assert.Equal([("Kim", "The One", "0", "https://images.example/kim.jpg"), ("Lee", null, "1", null)], actors);
    }

    [Fact]
    public void Art_is_told_by_its_file_and_by_where_the_provider_keeps_it()
    {
        var movie = Read(Movies.Of(
            Movies.Told,
            Movies.Art(AssetType.Poster, "p"),
            Movies.Art(AssetType.Fanart, "f"),
            Movies.Art(AssetType.Fanart, "g", "png"),
            Movies.Art(AssetType.ClearLogo, "own", "png") with { Url = null }));

        Assert.Equal(
            [("poster", "poster.jpg"), ("fanart", "fanart.jpg"), ("fanart1", "fanart1.png"), ("clearlogo", "clearlogo.png")],
            movie.Element("art")!.Elements().Select(file => (file.Name.LocalName, file.Value)));
        Assert.Equal([("poster", "https://images.example/p.jpg")], movie.Elements("thumb").Select(thumb => (thumb.Attribute("aspect")!.Value, thumb.Value)));
        Assert.Equal(["https://images.example/f.jpg", "https://images.example/g.png"], movie.Element("fanart")!.Elements("thumb").Select(thumb => thumb.Value));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var empty = new PublishableTitle(new Title(TitleId.Movie("1"), new ExternalIds()), [], []);

        Assert.Empty(Read(empty).Elements());
    }

    [Theory]
    [InlineData("A\0B\u0001C\uFFFE", "ABC")]
    [InlineData("lone \uD83D half", "lone  half")]
    [InlineData("pair \U0001F3AC", "pair \U0001F3AC")]
    [InlineData("]]> <!-- &amp; ' \"", "]]> <!-- &amp; ' \"")]
    [InlineData("Straße – 千と千尋", "Straße – 千と千尋")]
    public void Any_text_gives_a_document_that_can_be_read(string told, string read) =>
        Assert.Equal(read, Text(Read(Movies.Of(Movies.Told with { Title = told })), "title"));

    [Fact]
    public void The_same_movie_gives_the_same_bytes_without_a_byte_order_mark()
    {
        var once = MovieNfo.Write(Movies.Of(Movies.Told), []);

        Assert.Equal(once, MovieNfo.Write(Movies.Of(Movies.Told), []));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<movie>", Encoding.UTF8.GetString(once), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_media_centre_keeps_of_its_user_is_carried_over()
    {
        var lying = "<movie><title>Old</title><userrating>9</userrating><playcount>2</playcount></movie>"u8.ToArray();

        var movie = Read(MovieNfo.Write(Movies.Of(Movies.Told), MovieNfo.PersonalElements(lying)));

        Assert.Equal(("9", "2"), (Text(movie, "userrating"), Text(movie, "playcount")));
        Assert.Equal(["The <Loud> & \"Quiet\" Film"], Texts(movie, "title"));
    }

    [Theory]
    [InlineData("https://www.themoviedb.org/movie/603")]
    [InlineData("<movie><userrating>9</userrating>")]
    [InlineData("<tvshow><userrating>9</userrating></tvshow>")]
    [InlineData("<!DOCTYPE movie [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><movie><userrating>&a;</userrating></movie>")]
    public void A_file_that_is_no_such_document_has_nothing_to_carry_over(string lying) =>
        Assert.Empty(MovieNfo.PersonalElements(Encoding.UTF8.GetBytes(lying)));

    private static XElement Read(PublishableTitle movie) => Read(MovieNfo.Write(movie, []));

    private static XElement Read(byte[] nfo) => XDocument.Load(new MemoryStream(nfo)).Root!;

    private static string? Text(XElement parent, string name) => parent.Element(name)?.Value;

    private static IEnumerable<string> Texts(XElement parent, string name) => parent.Elements(name).Select(element => element.Value);
}
