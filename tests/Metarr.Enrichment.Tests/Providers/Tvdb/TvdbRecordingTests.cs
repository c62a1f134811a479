using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Tvdb;
using static Metarr.Enrichment.Tests.Providers.Tvdb.TvdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tvdb;

public sealed class TvdbRecordingTests
{
    [Fact]
    public void A_recorded_movie_reads_as_its_page_does()
    {
        var fetched = Read(Text("movies_idExtended"));

        Assert.Equal(new ExternalIds(14132, "tt0087660", 12586), fetched.Ids);
        Assert.Equal(
            new TitleMetadata
            {
                Title = "超時空要塞マクロス 愛・おぼえていますか",
                OriginalTitle = "超時空要塞マクロス 愛・おぼえていますか",
                OriginalLanguage = "ja",
                ReleaseDate = new DateOnly(1984, 7, 21),
                Runtime = 114,
                Genres = ["Action"],
                Studios = ["Artland"],
            },
            fetched.Metadata);
        Assert.Equal(
            new Candidate(
                AssetType.Fanart, "tvdb", "2534504", new Uri("https://artworks.thetvdb.com/banners/movies/12586/backgrounds/12586.jpg"))
            {
                PreviewUrl = new Uri("https://artworks.thetvdb.com/banners/movies/12586/backgrounds/12586_t.jpg"),
                StatedWidth = 1920,
                StatedHeight = 1080,
            },
            Assert.Single(fetched.Candidates));
    }

    [Theory]
    [InlineData("en", "Macross: Do You Remember Love?", null)]
    [InlineData("es", "Macross: ¿Recuerdas el amor?", "Una raza alienígena, los Zentraedi, atraviesan la galaxia")]
    [InlineData("de", "Macross: Do You Remember Love?", null)]
    public void Recorded_translations_are_told_in_the_librarys_language(string language, string title, string? plot)
    {
        var whole = JsonNode.Parse(Text("movies_idExtended"))!;
        whole["data"]!["translations"] = JsonNode.Parse(Text("movies_idExtendedMeta"))!["data"]!["translations"]!.DeepClone();

        var metadata = Read(whole.ToJsonString(), language).Metadata;

        Assert.Equal((title, "超時空要塞マクロス 愛・おぼえていますか"), (metadata.Title, metadata.OriginalTitle));
        Assert.StartsWith(plot ?? "", metadata.Plot ?? "", StringComparison.Ordinal);
        Assert.Equal(plot is null, metadata.Plot is null);
    }

    [Theory]
    [InlineData("movies_id", 12586, "超時空要塞マクロス 愛・おぼえていますか", 114)]
    [InlineData("movies_idExtendedShort", 3862, "Interstella 5555: The 5tory of the 5ecret 5tar 5ystem", null)]
    public void A_recorded_movie_with_less_reads_as_less(string recording, int id, string title, int? runtime)
    {
        var fetched = Read(Text(recording));

        Assert.Equal(new ExternalIds(TvdbId: id), fetched.Ids);
        Assert.Equal(new TitleMetadata { Title = title, OriginalTitle = title, Runtime = runtime }, fetched.Metadata);
        Assert.Empty(fetched.Candidates);
    }

    [Fact]
    public async Task A_recorded_look_up_leads_to_its_movie()
    {
        using var tvdb = new TvdbService()
            .Answer("/search/remoteid/tt0102790", Text("search_remoteId"))
            .Answer("/movies/14915/extended", Text("movies_idExtended"))
            .Answer("/artwork/types", Text("artwork_artTypes"));
        using var client = Client(tvdb);

        var answer = await client.FetchAsync(
            Request(null, "tt0102790"), new ProviderContext(CallPriority.Interactive), TestContext.Current.CancellationToken);

        Assert.Equal(AssetType.Fanart, Assert.Single(Assert.IsType<ProviderResult.Fetched>(answer).Candidates).Type);
    }

    [Fact]
    public async Task A_recorded_refusal_is_an_answer()
    {
        using var tvdb = new TvdbService().Answer("/movies/169/extended", Text("movies_badRequest"), HttpStatusCode.BadRequest);
        using var client = Client(tvdb);

        Assert.IsType<ProviderResult.Unavailable>(await client.FetchAsync(
            Request(), new ProviderContext(CallPriority.Interactive), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Recorded_artwork_types_mean_what_is_known_of_them()
    {
        var told = JsonSerializer.Deserialize(
            Encoding.UTF8.GetBytes($$"""{"artworkTypes":{{Text("artwork_artTypes")}}}"""), TvdbJson.Default.TvdbKept)!.ArtworkTypes!.Data;

        Assert.Equal([(1, "Banner", "series"), (2, "Poster", "series")], told.Select(row => (row.Id!.Value, row.Name!, row.RecordType!)));
        var types = TvdbArtworkTypes.From(told);
        Assert.Equal((AssetType.Banner, AssetType.Poster), (types.Of(1, TitleKind.Series)!.Value, types.Of(2, TitleKind.Series)!.Value));
        Assert.Equal(AssetType.Poster, types.Of(14, TitleKind.Movie));
    }

    [Theory]
    [InlineData("series_idArtworks", TitleKind.Series, AssetType.Fanart, "62116198", null, 1920, 1080)]
    [InlineData("series_idArtworksLang", TitleKind.Series, AssetType.Poster, "1254142", "es", 680, 1000)]
    [InlineData("series_idArtworksLangType", TitleKind.Series, AssetType.Poster, "62971175", "ja", 680, 1000)]
    [InlineData("series_idArtworksType", TitleKind.Series, AssetType.Fanart, "62116198", null, 1920, 1080)]
    [InlineData("series_idExtended", TitleKind.Series, AssetType.Fanart, "686641", "ja", 1280, 720)]
    [InlineData("seasons_idExtended", TitleKind.Season, AssetType.Poster, "61184110", "en", 400, 578)]
    [InlineData("artwork_id", TitleKind.Movie, AssetType.Poster, "63237874", "en", 680, 1000)]
    [InlineData("artwork_idExtended", TitleKind.Movie, AssetType.Poster, "63237874", "en", 680, 1000)]
    public void Recorded_artwork_of_every_sort_of_title_reads_alike(
        string recording, TitleKind kind, AssetType type, string id, string? language, int width, int height)
    {
        var data = JsonNode.Parse(Text(recording))!["data"]!;
        var artworks = (data["artworks"] ?? data["artwork"] ?? new JsonArray(data.DeepClone())).ToJsonString();
        var movie = JsonSerializer.Deserialize(
            Encoding.UTF8.GetBytes($$"""{"movie":{"data":{"artworks":{{artworks}} } } }"""), TvdbJson.Default.TvdbKept)!.Movie!.Data[0];

        var art = Assert.Single(TvdbGallery.Candidates(movie.Artworks, kind, TvdbArtworkTypes.Known, Options.ImageBaseUrl));

        Assert.Equal((type, id, language, width, height), (art.Type, art.ProviderAssetId, art.Language, art.StatedWidth, art.StatedHeight));
        Assert.EndsWith("_t.jpg", art.PreviewUrl!.AbsolutePath, StringComparison.Ordinal);
    }

    private static string Text(string recording) => Encoding.UTF8.GetString(Recordings.Read($"tvdb/v4/{recording}.json"));
}
