using Metarr.Enrichment.Library;
using static Metarr.Enrichment.Tests.Providers.Tmdb.TmdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

public sealed class TmdbMapperTests
{
    [Fact]
    public void Empty_texts_and_zeroes_mean_not_known()
    {
        var metadata = Read("""
            {"id":603,"title":"","overview":"  ","tagline":"","release_date":"","runtime":0,"vote_average":0,"vote_count":0,
             "imdb_id":"","belongs_to_collection":null,"genres":[],"production_companies":[{"name":""},{"name":null}]}
            """).Metadata;

        Assert.Equal(TitleMetadata.Empty, metadata);
    }

    [Fact]
    public void A_field_of_the_wrong_type_does_not_spoil_the_others()
    {
        var fetched = Read("""
            {"id":"603","title":["x"],"original_title":1984,"overview":{"a":1},"tagline":true,"runtime":"136",
             "vote_average":"8.2","vote_count":25000.0,"release_date":20200101,"imdb_id":133093,"belongs_to_collection":[],"genres":"none",
             "production_companies":[17,{"name":"Village Roadshow"},null,["x"],{"name":{"de":"x"}}],"credits":false,
             "images":{"posters":{"a":1},"backdrops":null,"logos":[{"file_path":7},"x",
             {"file_path":"/l.png","width":"500","height":null,"vote_average":"x","vote_count":-3,"iso_639_1":12.5}]},
             "release_dates":[],"external_ids":{"tvdb_id":"x","imdb_id":"tt0133093"},"keywords":{"keywords":3},
             "unknown":[[{"a":[1]}]]}
            """);

        Assert.Equal(new ExternalIds(603, "tt0133093"), fetched.Ids);
        Assert.Equal(
            new TitleMetadata
            {
                OriginalTitle = "1984", Runtime = 136, TmdbRating = 8.2, TmdbVotes = 25000, Studios = ["Village Roadshow"],
            },
            fetched.Metadata);
        var logo = Assert.Single(fetched.Candidates);
        Assert.Equal((500, null, 0d, 0), (logo.StatedWidth, logo.StatedHeight, logo.VoteAverage, logo.VoteCount));
    }

    [Theory]
    [InlineData("cn", "zh")]
    [InlineData("zh", "zh")]
    [InlineData("EN", "en")]
    [InlineData("xx", null)]
    public void The_language_of_a_film_and_that_of_its_art_are_told_in_the_same_words(string stated, string? language)
    {
        var fetched = Read($$"""{"id":603,"original_language":"{{stated}}","images":{"posters":[{"file_path":"/p.jpg","iso_639_1":"{{stated}}"} ] } }""");

        Assert.Equal((language, language), (fetched.Metadata.OriginalLanguage, Assert.Single(fetched.Candidates).Language));
    }

    [Fact]
    public void Half_a_surrogate_pair_costs_one_field_only()
    {
        var metadata = Read("""{"id":603,"title":"The Matrix","overview":"broken \ud800 text"}""").Metadata;

        Assert.Equal("The Matrix", metadata.Title);
        Assert.Null(metadata.Plot);
    }

    [Fact]
    public void People_stand_once_and_in_order_and_who_invented_the_figures_is_no_writer()
    {
        var metadata = Read("""
            {"id":49026,"credits":{"crew":[
              {"name":"Bob Kane","job":"Characters","department":"Writing"},
              {"name":"David S. Goyer","job":"Story","department":"Writing"},
              {"name":"Lilly Wachowski","job":"Director","department":"Directing"},
              {"name":"Jonathan Nolan","job":"Screenplay","department":"Writing"},
              {"name":"David S. Goyer","job":"Screenplay","department":"Writing"},
              {"name":"Lana Wachowski","job":"Director","department":"Directing"},
              {"name":"Someone","job":"First Assistant Director","department":"Directing"}]}}
            """).Metadata;

        Assert.Equal(["Lilly Wachowski", "Lana Wachowski"], metadata.Directors);
        Assert.Equal(["David S. Goyer", "Jonathan Nolan"], metadata.Writers);
    }

    [Theory]
    [InlineData("US", "2012-07-20", "PG-13")]
    [InlineData("DE", "2012-07-26", "12")]
    [InlineData("FR", "2012-07-16", null)]
    [InlineData("JP", "2012-07-16", "G")]
    public void Release_date_and_rating_are_the_configured_countrys(string country, string date, string? rating)
    {
        var metadata = Read(
            """
            {"id":49026,"release_date":"2012-07-16","release_dates":{"results":[
              {"iso_3166_1":"US","release_dates":[
                {"certification":"NR","release_date":"2012-12-04T00:00:00.000Z","type":5},
                {"certification":"","release_date":"2012-07-16T00:00:00.000Z","type":1},
                {"certification":"PG-13","release_date":"2012-07-20T00:00:00.000Z","type":3},
                {"certification":"R","release_date":"2022-07-20T00:00:00.000Z","type":2}]},
              {"iso_3166_1":"DE","release_dates":[
                {"certification":"","release_date":"2012-07-26T00:00:00.000Z","type":3},
                {"certification":"12","release_date":"2012-11-30T00:00:00.000Z","type":5}]},
              {"iso_3166_1":"JP","release_dates":[{"certification":"G","release_date":"","type":3}]}]}}
            """,
            country).Metadata;

        Assert.Equal(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), metadata.ReleaseDate);
        Assert.Equal(rating, metadata.ContentRating);
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData("EN", "en")]
    [InlineData("xx", null)]
    [InlineData("", null)]
    public void A_film_without_words_has_no_language(string stated, string? language) =>
        Assert.Equal(language, Read($$"""{"id":1,"original_language":"{{stated}}"}""").Metadata.OriginalLanguage);

    [Fact]
    public void A_plot_has_plain_line_ends() =>
        Assert.Equal("One.\n\nTwo.", Read("""{"id":1,"overview":"One.\r\n\r\nTwo."}""").Metadata.Plot);

    [Fact]
    public void A_partial_date_is_no_date() => Assert.Null(Read("""{"id":1,"release_date":"2023-05-00"}""").Metadata.ReleaseDate);

    [Fact]
    public void Images_become_candidates_by_what_they_show()
    {
        var candidates = Read("""
            {"id":603,"images":{
              "posters":[
                {"file_path":"/p1.jpg","width":2000,"height":3000,"iso_639_1":"pt","iso_3166_1":"BR","vote_average":5.5,
                 "vote_count":12},
                {"file_path":"/p2.jpg","width":0,"height":0,"iso_639_1":"","iso_3166_1":null,"vote_average":11,"vote_count":1},
                {"file_path":"/p1.jpg","width":1,"height":1,"iso_639_1":"en"},
                {"file_path":null},{"file_path":""},{"file_path":"//evil.example/x.jpg"},{"file_path":"x.jpg"}],
              "backdrops":[{"file_path":"/b1.jpg","iso_639_1":null},{"file_path":"/b2.jpg","iso_639_1":"en"},
                {"file_path":"/b3.jpg","iso_639_1":"xx"},{"file_path":"/b4.jpg"}],
              "logos":[{"file_path":"/l1.svg","iso_639_1":"en"}]}}
            """).Candidates;

        Assert.Equal(
            [
                (AssetType.Poster, "/p1.jpg", "pt"), (AssetType.Poster, "/p2.jpg", null), (AssetType.Fanart, "/b1.jpg", null),
                (AssetType.Landscape, "/b2.jpg", "en"), (AssetType.Fanart, "/b3.jpg", null), (AssetType.Fanart, "/b4.jpg", null),
                (AssetType.ClearLogo, "/l1.svg", "en"),
            ],
            candidates.Select(candidate => (candidate.Type, candidate.ProviderAssetId, candidate.Language)));

        Assert.Equal(
            new Candidate(AssetType.Poster, "tmdb", "/p1.jpg", new Uri("https://image.tmdb.org/t/p/original/p1.jpg"))
            {
                PreviewUrl = new Uri("https://image.tmdb.org/t/p/w342/p1.jpg"),
                StatedWidth = 2000,
                StatedHeight = 3000,
                Language = "pt",
                Region = "BR",
                VoteAverage = 5.5,
                VoteCount = 12,
            },
            candidates[0]);
        Assert.Equal((null, null, 10d), (candidates[1].StatedWidth, candidates[1].StatedHeight, candidates[1].VoteAverage));
        Assert.Equal("https://image.tmdb.org/t/p/original/l1.png", candidates[^1].Url.AbsoluteUri);
    }
}
