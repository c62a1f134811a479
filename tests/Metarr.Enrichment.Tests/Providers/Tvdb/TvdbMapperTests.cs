using Metarr.Enrichment.Library;
using static Metarr.Enrichment.Tests.Providers.Tvdb.TvdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tvdb;

public sealed class TvdbMapperTests
{
    private const string Translations = """
        "name":"千と千尋の神隠し","originalLanguage":"jpn","translations":{
          "nameTranslations":[{"name":"Sen","language":"eng","isAlias":true},{"name":"Spirited Away","language":"eng","tagline":"Nothing lost."},
            {"name":"A Viagem de Chihiro","language":"por"},{"name":"A Viagem","language":"pt"},{"name":"神隱少女","language":"zhtw"},
            {"name":"千与千寻","language":"zho"},{"name":"","language":"deu"}],
          "overviewTranslations":[{"overview":"A girl\r\n\r\nand a bath house.","language":"eng"},{"overview":"Uma menina.","language":"por"}],
          "aliases":null}
        """;

    [Fact]
    public void Whatever_is_unknown_is_told_as_unknown()
    {
        var fetched = ReadMovie("""
            "name":"","runtime":null,"status":{"id":null,"name":null},"budget":"0.00","nextAired":"","aliases":["x",{"name":"y"}],
            "originalLanguage":null,"genres":null,"studios":null,"companies":{"studio":null,"production":null},"characters":null,
            "contentRatings":null,"releases":null,"first_release":{"country":"global","date":"","detail":null},"remoteIds":null,
            "artworks":null,"translations":{"nameTranslations":null,"overviewTranslations":null,"aliases":null}
            """);

        Assert.Equal(TitleMetadata.Empty, fetched.Metadata);
        Assert.Equal(new ExternalIds(TvdbId: 169), fetched.Ids);
        Assert.Empty(fetched.Candidates);
    }

    [Theory]
    [InlineData("en", "Spirited Away")]
    [InlineData("pt", "A Viagem de Chihiro")]
    [InlineData("pt-PT", "A Viagem de Chihiro")]
    [InlineData("pt-BR", "A Viagem")]
    [InlineData("zh", "千与千寻")]
    [InlineData("zh-TW", "神隱少女")]
    [InlineData("ja", "千と千尋の神隠し")]
    [InlineData("de", "Spirited Away")]
    public void The_title_is_in_the_librarys_language_else_in_english(string language, string title)
    {
        var metadata = ReadMovie(Translations, language).Metadata;

        Assert.Equal((title, "千と千尋の神隠し", "ja"), (metadata.Title, metadata.OriginalTitle, metadata.OriginalLanguage));
    }

    [Fact]
    public void The_plot_has_plain_line_ends_and_falls_back_to_english_too()
    {
        Assert.Equal("A girl\n\nand a bath house.", ReadMovie(Translations, "de").Metadata.Plot);
        Assert.Equal("Uma menina.", ReadMovie(Translations, "pt-BR").Metadata.Plot);
        Assert.Equal("Nothing lost.", ReadMovie(Translations).Metadata.Tagline);
        Assert.Null(ReadMovie(Translations, "pt").Metadata.Tagline);
    }

    [Fact]
    public void Without_translations_the_original_name_has_to_do() =>
        Assert.Equal("超時空要塞", ReadMovie(""" "name":"超時空要塞","originalLanguage":"jpn" """).Metadata.Title);

    [Theory]
    [InlineData("US", "2001-09-20", "PG")]
    [InlineData("DE", "2003-06-19", "0")]
    [InlineData("FR", "2001-07-20", null)]
    [InlineData("XX", "2001-07-20", null)]
    public void Release_date_and_rating_are_the_configured_countrys(string country, string date, string? rating)
    {
        var metadata = ReadMovie(
            """
            "first_release":{"country":"jpn","date":"2001-07-20"},
            "releases":[{"country":"usa","date":"2002-00-00"},{"country":"usa","date":"2002-09-20"},{"country":"usa","date":"2001-09-20"},
              {"country":"deu","date":"2003-06-19"},{"country":"fra","date":"2023-05-00"}],
            "contentRatings":[{"name":"PG","country":"usa"},{"name":"0","country":"deu"},{"name":"X","country":null}]
            """,
            country: country).Metadata;

        Assert.Equal((date, rating), (metadata.ReleaseDate?.ToString("yyyy-MM-dd", null), metadata.ContentRating));
    }

    [Fact]
    public void Half_a_date_is_no_date() =>
        Assert.Null(ReadMovie(""" "first_release":{"country":"global","date":"2023-05-00"},"releases":[{"date":"2023"}] """).Metadata.ReleaseDate);

    [Fact]
    public void People_and_companies_stand_once_by_what_they_did()
    {
        var metadata = ReadMovie("""
            "genres":[{"name":"Action"},{"name":null},"x",{"name":"Action"}],
            "characters":[{"peopleType":"Director","personName":"Lana"},{"peopleType":"Writer","personName":"Lana"},
              {"peopleType":"Director","personName":"Lilly"},{"peopleType":"Actor","personName":"Keanu"},{"peopleType":"Director","personName":"Lana"}],
            "companies":{"studio":[{"name":"B"}],"network":[{"name":"N"}],"production":[{"name":"A"},{"name":"B"}],"distributor":[{"name":"D"}]},
            "studios":[{"name":"S"}]
            """).Metadata;

        Assert.Equal(["Action"], metadata.Genres);
        Assert.Equal(["Lana", "Lilly"], metadata.Directors);
        Assert.Equal(["Lana"], metadata.Writers);
        Assert.Equal(["A", "B"], metadata.Studios);
        Assert.Equal(["S"], ReadMovie(""" "companies":[{"name":"N"}],"studios":[{"name":"S"}] """).Metadata.Studios);
    }

    [Fact]
    public void Ids_of_others_are_known_by_the_name_of_their_source()
    {
        var ids = ReadMovie("""
            "remoteIds":[{"id":"tt0000001","type":4,"sourceName":"Official Website"},{"id":"http://x","type":2,"sourceName":"IMDB"},
              {"id":"tt0087660","type":12,"sourceName":"imdb"},{"id":"12-ab","type":10,"sourceName":"TheMovieDB.com"},
              {"id":"14132","type":7,"sourceName":"TheMovieDB.com"},null,{"id":null,"sourceName":null}]
            """).Ids;

        Assert.Equal(new ExternalIds(14132, "tt0087660", 169), ids);
    }
}
