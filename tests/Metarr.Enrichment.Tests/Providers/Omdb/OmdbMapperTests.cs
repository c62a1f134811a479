using Metarr.Enrichment.Library;
using static Metarr.Enrichment.Tests.Providers.Omdb.OmdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Omdb;

public sealed class OmdbMapperTests
{
    [Fact]
    public void Not_available_means_not_known_in_every_field()
    {
        var metadata = Read("""
            {"Title":"Star Wars","Rated":"N/A","Released":"N/A","Runtime":"N/A","Genre":"N/A","Director":"N/A","Writer":"n/a",
             "Plot":"N/A","Poster":"N/A","Metascore":"N/A","imdbRating":"N/A","imdbVotes":"N/A","Production":"N/A",
             "Ratings":[{"Source":"Rotten Tomatoes","Value":"N/A"}],"tomatoMeter":"N/A","imdbID":"tt0251413","Response":"True"}
            """).Metadata;

        Assert.Equal(new TitleMetadata { Title = "Star Wars" }, metadata);
    }

    [Fact]
    public void Texts_that_were_written_for_a_page_are_read_as_a_page_shows_them()
    {
        var metadata = Read("""
            {"Title":"Tom &amp; Jerry&#39;s B&amp;B","imdbID":"tt1","Plot":"&quot;Ren&#233;e&quot; &lt;3","Director":"Ren&eacute;e O&#x27;Connor, Ann &amp;Co",
             "Rated":"&nbsp;","Production":"N&#47;A"}
            """).Metadata;

        Assert.Equal("Tom & Jerry's B&B", metadata.Title);
        Assert.Equal("\"Renée\" <3", metadata.Plot);
        Assert.Equal(["Renée O'Connor", "Ann &Co"], metadata.Directors);
        Assert.Null(metadata.ContentRating);
        Assert.Empty(metadata.Studios);
    }

    [Fact]
    public void Ratings_come_from_the_list_and_from_the_fields_beside_it()
    {
        var metadata = Read("""
            {"Title":"X","imdbID":"tt1","Metascore":"N/A","imdbRating":"N/A","imdbVotes":"1,434,451","Ratings":[
              {"Source":"Internet Movie Database","Value":"8.8/10"},{"Source":"Rotten Tomatoes","Value":"87%"},
              {"Source":"Metacritic","Value":"74/100"},{"Source":"Somebody","Value":"5 stars"}]}
            """).Metadata;

        Assert.Equal((8.8, 1434451, 87, 74),
            (metadata.ImdbRating, metadata.ImdbVotes, metadata.RottenTomatoesScore, metadata.MetacriticScore));
    }

    [Theory]
    [InlineData("11", "101", "-3")]
    [InlineData("many", "101%", "1.5")]
    [InlineData("-1", "-5", "x")]
    public void Figures_out_of_their_range_are_not_known(string rating, string score, string votes) => Assert.Equal(
        new TitleMetadata { Title = "X" },
        Read($$"""{"Title":"X","imdbRating":"{{rating}}","Metascore":"{{score}}","tomatoMeter":"{{score}}","imdbVotes":"{{votes}}"}""").Metadata);

    [Theory]
    [InlineData("142 min", 142)]
    [InlineData("1,440 min", 1440)]
    [InlineData("1 h 30 min", 90)]
    [InlineData("2h", 120)]
    [InlineData("0 min", null)]
    [InlineData("a while", null)]
    [InlineData("", null)]
    public void A_running_time_is_minutes(string text, int? minutes) =>
        Assert.Equal(minutes, Read($$"""{"Title":"X","Runtime":"{{text}}"}""").Metadata.Runtime);

    [Theory]
    [InlineData("16 Jul 2010", "2010-07-16")]
    [InlineData("07 Dec 2010", "2010-12-07")]
    [InlineData("2014-01-12", "2014-01-12")]
    [InlineData("2010", null)]
    [InlineData("Jul 2010", null)]
    public void A_date_is_a_day_or_none(string text, string? day) => Assert.Equal(
        day, Read($$"""{"Title":"X","Released":"{{text}}"}""").Metadata.ReleaseDate?.ToString("yyyy-MM-dd", null));

    [Fact]
    public void Names_stand_once_without_what_is_in_brackets_behind_them() => Assert.Equal(
        ["Nic Pizzolatto", "Ann Autor"],
        Read("""{"Title":"X","Writer":"Nic Pizzolatto (created by), Nic Pizzolatto, Ann Autor (novel, 1999), "}""").Metadata.Writers);

    [Theory]
    [InlineData("US", "PG-13")]
    [InlineData("us", "PG-13")]
    [InlineData("DE", null)]
    public void The_age_rating_is_that_of_one_country(string country, string? rating) =>
        Assert.Equal(rating, Read("""{"Title":"X","Rated":"PG-13"}""", country).Metadata.ContentRating);
}
