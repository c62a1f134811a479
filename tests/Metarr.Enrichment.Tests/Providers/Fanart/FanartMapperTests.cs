using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Fanart;
using static Metarr.Enrichment.Tests.Providers.Fanart.FanartFixture;

namespace Metarr.Enrichment.Tests.Providers.Fanart;

public sealed class FanartMapperTests
{
    [Theory]
    [InlineData("movieposter", AssetType.Poster)]
    [InlineData("moviebackground", AssetType.Fanart)]
    [InlineData("movie4kbackground", AssetType.Fanart)]
    [InlineData("moviebanner", AssetType.Banner)]
    [InlineData("hdmovielogo", AssetType.ClearLogo)]
    [InlineData("movielogo", AssetType.ClearLogo)]
    [InlineData("hdmovieclearart", AssetType.ClearArt)]
    [InlineData("movieart", AssetType.ClearArt)]
    [InlineData("moviedisc", AssetType.DiscArt)]
    [InlineData("moviethumb", AssetType.Landscape)]
    [InlineData("moviesquare", AssetType.KeyArt)]
    public void A_kind_of_movie_art_is_a_type_of_ours(string kind, AssetType type) =>
        Assert.Equal(type, Assert.Single(Read(Body(kind)).Candidates).Type);

    [Theory]
    [InlineData("tvposter", TitleKind.Series, AssetType.Poster)]
    [InlineData("showbackground", TitleKind.Series, AssetType.Fanart)]
    [InlineData("tvbanner", TitleKind.Series, AssetType.Banner)]
    [InlineData("hdtvlogo", TitleKind.Series, AssetType.ClearLogo)]
    [InlineData("clearlogo", TitleKind.Series, AssetType.ClearLogo)]
    [InlineData("hdclearart", TitleKind.Series, AssetType.ClearArt)]
    [InlineData("clearart", TitleKind.Series, AssetType.ClearArt)]
    [InlineData("tvthumb", TitleKind.Series, AssetType.Landscape)]
    [InlineData("characterart", TitleKind.Series, AssetType.CharacterArt)]
    [InlineData("seasonposter", TitleKind.Season, AssetType.Poster)]
    [InlineData("seasonbanner", TitleKind.Season, AssetType.Banner)]
    [InlineData("seasonthumb", TitleKind.Season, AssetType.Landscape)]
    public void A_kind_of_television_art_is_a_type_of_ours(string kind, TitleKind title, AssetType type)
    {
        Assert.Empty(Read(Body(kind)).Candidates);
        Assert.Equal(type, Assert.Single(Candidates(Body(kind), title)).Type);
    }

    [Fact]
    public void Unknown_kinds_and_scalars_beside_the_lists_are_passed_over()
    {
        var fetched = Read("""
            {"name":"X","tmdb_id":"603","image_count":"17","movieposter_count":3,"moviehologram":[{"id":"1","url":"https://assets.fanart.tv/fanart/h.png"}],
             "moviebanner":"none","moviethumb":{"id":"1"},"movieposter":[null,7,"x",[],{},{"id":"5","url":"https://assets.fanart.tv/fanart/p.jpg"}]}
            """);

        Assert.Equal("5", Assert.Single(fetched.Candidates).ProviderAssetId);
    }

    [Theory]
    [InlineData("\"en\"", "en")]
    [InlineData("\"\"", null)]
    [InlineData("\"00\"", null)]
    [InlineData("null", null)]
    [InlineData("\"cz\"", "cs")]
    [InlineData("\"PT\"", "pt")]
    public void A_language_is_read_as_it_was_meant(string stated, string? language) =>
        Assert.Equal(language, Read(Body("movieposter", $"\"lang\":{stated}")).Candidates[0].Language);

    [Fact]
    public void A_language_may_be_missing() => Assert.Null(Read(Body("movieposter")).Candidates[0].Language);

    [Theory]
    [InlineData("\"all\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"0\"", 0)]
    [InlineData("\"12\"", 12)]
    public void The_season_of_a_picture_is_carried(string stated, int? season) =>
        Assert.Equal(season, Assert.Single(Candidates(Body("seasonposter", $"\"season\":{stated}"), TitleKind.Season)).Season);

    [Fact]
    public void A_disc_tells_its_sort_and_likes_are_counted_without_an_average()
    {
        var disc = Assert.Single(Read(Body("moviedisc", "\"likes\":\"41\",\"disc\":\"1\",\"disc_type\":\"bluray\"")).Candidates);

        Assert.Equal(("bluray", 41, 0d, null, null), (disc.DiscType, disc.VoteCount, disc.VoteAverage, disc.StatedWidth, disc.StatedHeight));
    }

    [Fact]
    public void Sizes_are_taken_where_they_are_stated()
    {
        var stated = Read(Body("movieposter", "\"width\":\"1000\",\"height\":\"1426\"")).Candidates[0];
        Assert.Equal((1000, 1426), (stated.StatedWidth, stated.StatedHeight));

        var unknown = Read(Body("movieposter", "\"width\":\"0\",\"height\":\"\"")).Candidates[0];
        Assert.Equal((null, null), (unknown.StatedWidth, unknown.StatedHeight));
    }

    [Theory]
    [InlineData(
        "http://assets.fanart.tv/fanart/movies/120/hdmovielogo/a b (2001).png",
        "https://assets.fanart.tv/fanart/movies/120/hdmovielogo/a%20b%20(2001).png",
        "https://assets.fanart.tv/preview/movies/120/hdmovielogo/a%20b%20(2001).png")]
    [InlineData(
        "https://assets.fanart.tv/fanart/the-matrix-5f0b3d.jpg",
        "https://assets.fanart.tv/fanart/the-matrix-5f0b3d.jpg",
        "https://assets.fanart.tv/preview/the-matrix-5f0b3d.jpg")]
    [InlineData("https://assets.fanart.tv/other/x.jpg", "https://assets.fanart.tv/other/x.jpg", null)]
    public void Addresses_old_and_new_are_read_and_have_their_preview(string stated, string url, string? preview)
    {
        var candidate = Assert.Single(Read($$"""{"movieposter":[{"id":"1","url":"{{stated}}"}]}""").Candidates);

        Assert.Equal((url, preview), (candidate.Url.AbsoluteUri, candidate.PreviewUrl?.AbsoluteUri));
    }

    [Fact]
    public void A_stand_in_for_the_cdn_has_previews_too()
    {
        var title = JsonSerializer.Deserialize(Body("movieposter"), FanartJson.Default.FanartTitle)!;

        var candidate = Assert.Single(FanartMapper.Candidates(title, TitleKind.Movie, new Uri("http://127.0.0.1:5000/images/")));

        Assert.Equal("http://127.0.0.1:5000/images/fanart/x.png", candidate.Url.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:5000/images/preview/x.png", candidate.PreviewUrl!.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://assets.fanart.tv/fanart/tv/0/hdtvlogo/some-other-title-5f0b3d.png")]
    [InlineData("")]
    [InlineData("no address")]
    public void Art_of_another_title_and_art_without_an_address_are_refused(string url)
    {
        var body = $$"""{"hdmovielogo":[{"id":"1","url":"{{url}}"}],"hdtvlogo":[{"id":"1","url":"{{url}}"}]}""";

        Assert.Empty(Read(body).Candidates);
        Assert.Empty(Candidates(body, TitleKind.Series));
    }

    [Fact]
    public void The_same_picture_stands_once_and_one_without_an_id_is_known_by_its_path()
    {
        var candidates = Read("""
            {"hdmovielogo":[{"id":"1","url":"https://assets.fanart.tv/fanart/a.png"},{"url":"https://assets.fanart.tv/fanart/b.png"}],
             "movielogo":[{"id":"1","url":"https://assets.fanart.tv/fanart/a.png"}]}
            """).Candidates;

        Assert.Equal(["1", "/fanart/b.png"], candidates.Select(candidate => candidate.ProviderAssetId));
    }

    private static string Body(string kind, string more = "\"likes\":\"0\"") =>
        $$"""{"name":"X","{{kind}}":[{"id":"7","url":"https://assets.fanart.tv/fanart/x.png",{{more}}}]}""";

    private static IReadOnlyList<Candidate> Candidates(string body, TitleKind kind) => FanartMapper.Candidates(
        JsonSerializer.Deserialize(body, FanartJson.Default.FanartTitle)!, kind, Options.ImageBaseUrl);
}
