using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Fanart;
using static Metarr.Enrichment.Tests.Providers.Fanart.FanartFixture;

namespace Metarr.Enrichment.Tests.Providers.Fanart;

public sealed class FanartRecordingTests
{
    [Fact]
    public void A_recorded_movie_offers_what_its_page_shows()
    {
        var fetched = Read(Recordings.Read("fanart/v3/movies/120.json"));

        Assert.Equal(new ExternalIds(120, "tt0120737"), fetched.Ids);
        Assert.Equal(
            [
                (AssetType.Poster, "60802", "en", 0, null), (AssetType.Fanart, "5300", "en", 1, null),
                (AssetType.Banner, "46179", "de", 0, null), (AssetType.ClearLogo, "35686", "hu", 0, null),
                (AssetType.ClearLogo, "10233", "fr", 0, null), (AssetType.ClearArt, "46178", "de", 1, null),
                (AssetType.ClearArt, "1498", "de", 1, null), (AssetType.DiscArt, "15982", "fr", 0, "bluray"),
                (AssetType.Landscape, "68153", "en", 0, null),
            ],
            fetched.Candidates.Select(art => (art.Type, art.ProviderAssetId, art.Language, art.VoteCount, art.DiscType)));
        const string Path = "movies/120/movieposter/the-lord-of-the-rings-the-fellowship-of-the-ring-52ca39328f269.jpg";
        Assert.Equal(
            new Candidate(AssetType.Poster, "fanart", "60802", new Uri($"https://assets.fanart.tv/fanart/{Path}"))
            {
                PreviewUrl = new Uri($"https://assets.fanart.tv/preview/{Path}"),
                Language = "en",
            },
            fetched.Candidates[0]);
    }

    [Fact]
    public void A_recorded_series_offers_art_of_its_own_and_of_its_seasons()
    {
        var body = JsonSerializer.Deserialize(Recordings.Read("fanart/v3/tv/75682.json"), FanartJson.Default.FanartTitle)!;

        Assert.Equal(
            [
                (AssetType.Poster, "36565", null), (AssetType.Fanart, "19406", 6), (AssetType.Banner, "40209", null),
                (AssetType.ClearLogo, "37201", null), (AssetType.ClearLogo, "13571", null), (AssetType.ClearArt, "22606", null),
                (AssetType.ClearArt, "14250", null), (AssetType.Landscape, "21774", null), (AssetType.CharacterArt, "22240", (int?)null),
            ],
            FanartMapper.Candidates(body, TitleKind.Series, Options.ImageBaseUrl)
                .Select(art => (art.Type, art.ProviderAssetId, art.Season)));
        Assert.Equal(
            [(AssetType.Poster, "39989", null), (AssetType.Banner, "37718", 1), (AssetType.Landscape, "25967", (int?)8)],
            FanartMapper.Candidates(body, TitleKind.Season, Options.ImageBaseUrl)
                .Select(art => (art.Type, art.ProviderAssetId, art.Season)));
    }
}
