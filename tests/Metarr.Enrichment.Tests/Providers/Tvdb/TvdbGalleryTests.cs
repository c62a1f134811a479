using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Tvdb;
using static Metarr.Enrichment.Tests.Providers.Tvdb.TvdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tvdb;

public sealed class TvdbGalleryTests
{
    [Theory]
    [InlineData(1, TitleKind.Series, AssetType.Banner)]
    [InlineData(2, TitleKind.Series, AssetType.Poster)]
    [InlineData(3, TitleKind.Series, AssetType.Fanart)]
    [InlineData(22, TitleKind.Series, AssetType.ClearArt)]
    [InlineData(23, TitleKind.Series, AssetType.ClearLogo)]
    [InlineData(6, TitleKind.Season, AssetType.Banner)]
    [InlineData(7, TitleKind.Season, AssetType.Poster)]
    [InlineData(8, TitleKind.Season, AssetType.Fanart)]
    [InlineData(14, TitleKind.Movie, AssetType.Poster)]
    [InlineData(15, TitleKind.Movie, AssetType.Fanart)]
    [InlineData(16, TitleKind.Movie, AssetType.Banner)]
    [InlineData(24, TitleKind.Movie, AssetType.ClearArt)]
    [InlineData(25, TitleKind.Movie, AssetType.ClearLogo)]
    [InlineData(11, TitleKind.Episode, AssetType.Thumb)]
    [InlineData(12, TitleKind.Episode, AssetType.Thumb)]
    public void A_number_means_a_type_for_one_sort_of_title(int number, TitleKind kind, AssetType type)
    {
        foreach (var other in Enum.GetValues<TitleKind>())
            Assert.Equal(other == kind ? type : null, TvdbArtworkTypes.Known.Of(number, other));
    }

    [Theory]
    [InlineData(13)]
    [InlineData(5)]
    [InlineData(0)]
    [InlineData(null)]
    public void A_number_of_no_use_means_nothing(int? number) =>
        Assert.All(Enum.GetValues<TitleKind>(), kind => Assert.Null(TvdbArtworkTypes.Known.Of(number, kind)));

    [Fact]
    public void What_it_tells_of_its_types_wins_over_what_is_known()
    {
        var types = TvdbArtworkTypes.From(
        [
            new() { Id = 14, Name = "Icon", RecordType = "movie" },
            new() { Id = 31, Name = "Clear Art", RecordType = "Movie" },
            new() { Id = 32, Name = "16:9 Screencap", RecordType = "episode" },
            new() { Id = 33, Name = "Poster", RecordType = "company" },
            new() { Id = 15 },
        ]);

        Assert.Null(types.Of(14, TitleKind.Movie));
        Assert.Equal(AssetType.ClearArt, types.Of(31, TitleKind.Movie));
        Assert.Equal(AssetType.Thumb, types.Of(32, TitleKind.Episode));
        Assert.All(Enum.GetValues<TitleKind>(), kind => Assert.Null(types.Of(33, kind)));
        Assert.Equal(AssetType.Fanart, types.Of(15, TitleKind.Movie));
    }

    [Fact]
    public void An_artwork_becomes_a_candidate()
    {
        var candidate = Assert.Single(ReadMovie("""
            "artworks":[{"id":63237874,"image":"https://artworks.thetvdb.com/banners/v4/movie/145830/posters/63.jpg",
              "thumbnail":"https://artworks.thetvdb.com/banners/v4/movie/145830/posters/63_t.jpg","language":"eng","type":14,"score":100012,
              "width":680,"height":1000,"includesText":true}]
            """).Candidates);

        Assert.Equal(
            new Candidate(AssetType.Poster, "tvdb", "63237874", new Uri("https://artworks.thetvdb.com/banners/v4/movie/145830/posters/63.jpg"))
            {
                PreviewUrl = new Uri("https://artworks.thetvdb.com/banners/v4/movie/145830/posters/63_t.jpg"),
                StatedWidth = 680,
                StatedHeight = 1000,
                Language = "en",
            },
            candidate);
    }

    [Theory]
    [InlineData("/banners/posters/1.jpg", "https://artworks.thetvdb.com/banners/posters/1.jpg")]
    [InlineData("http://thetvdb.com/banners/posters/1.jpg", "https://artworks.thetvdb.com/banners/posters/1.jpg")]
    [InlineData("https://www.thetvdb.com/banners/posters/1.jpg", "https://artworks.thetvdb.com/banners/posters/1.jpg")]
    public void Old_addresses_lie_where_the_artworks_are_today(string stated, string url)
    {
        var artwork = Assert.Single(ReadMovie($$""" "artworks":[{"id":1,"type":{"id":14},"image":"{{stated}}","thumbnail":""}] """).Candidates);

        Assert.Equal((url, null), (artwork.Url.AbsoluteUri, artwork.PreviewUrl));
    }

    [Fact]
    public void Words_of_no_meaning_here_leave_a_type_what_it_is_known_as()
    {
        var types = TvdbArtworkTypes.From(
        [
            new() { Id = 14, Name = "Affiche", RecordType = "movie" }, new() { Id = 15, Name = "Background", RecordType = "N/A" },
        ]);

        Assert.Equal((AssetType.Poster, AssetType.Fanart), (types.Of(14, TitleKind.Movie), types.Of(15, TitleKind.Movie)));
    }

    [Theory]
    [InlineData("14", 14)]
    [InlineData("14.0", 14)]
    [InlineData("\"14\"", 14)]
    [InlineData("\"movie-14\"", 14)]
    [InlineData("{\"id\":14}", 14)]
    [InlineData("-14", null)]
    [InlineData("\"-14\"", null)]
    [InlineData("14.5", null)]
    [InlineData("14000000000", null)]
    [InlineData("\"movie\"", null)]
    public void A_number_is_one_however_it_is_written(string stated, int? number) =>
        Assert.Equal(number is null ? [] : ["7"], ReadMovie($$""" "artworks":[{"id":7,"type":{{stated}},"image":"/banners/1.jpg"}] """)
            .Candidates.Select(candidate => candidate.ProviderAssetId));

    [Fact]
    public void Sizes_of_zero_are_not_stated_and_what_has_no_language_has_none()
    {
        var artwork = Assert.Single(ReadMovie(
            """ "artworks":[{"id":"a-1","type":"15","image":"/banners/1.jpg","language":null,"width":0,"height":0,"includesText":true}] """).Candidates);

        Assert.Equal((AssetType.Fanart, "1", null, null, null),
            (artwork.Type, artwork.ProviderAssetId, artwork.StatedWidth, artwork.StatedHeight, artwork.Language));
    }

    [Theory]
    [InlineData("deu", "de", null)]
    [InlineData("pt", "pt", "BR")]
    [InlineData("por", "pt", null)]
    [InlineData("zhtw", "zh", "TW")]
    [InlineData("zho", "zh", null)]
    [InlineData("FRA", "fr", null)]
    [InlineData("fil", "fil", null)]
    public void Three_letters_become_two(string stated, string language, string? region)
    {
        var artwork = Assert.Single(ReadMovie($$""" "artworks":[{"id":1,"type":14,"image":"/banners/1.jpg","language":"{{stated}}"}] """).Candidates);

        Assert.Equal((language, region), (artwork.Language, artwork.Region));
    }

    [Fact]
    public void Art_of_other_sorts_placeholders_and_repetitions_are_left_out()
    {
        var candidates = ReadMovie("""
            "artworks":[{"id":1,"type":14,"image":"/banners/1.jpg"},{"id":1,"type":14,"image":"/banners/1.jpg"},
              {"id":2,"type":2,"image":"/banners/2.jpg"},{"id":3,"type":13,"image":"/banners/3.jpg"},{"id":4,"type":null,"image":"/banners/4.jpg"},
              {"id":5,"type":14,"image":"https://artworks.thetvdb.com/banners/images/missing/movie.jpg"},{"id":6,"type":14,"image":""},
              {"id":7,"type":14},{"type":14,"image":"/banners/8.jpg"}]
            """).Candidates;

        Assert.Equal(["1", "/banners/8.jpg"], candidates.Select(candidate => candidate.ProviderAssetId));
    }
}
