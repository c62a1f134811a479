using System.Net;
using Metarr.ProviderSimulator.Library.Series;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>The bundled series as TMDB and TheTVDB tell them.</summary>
public sealed class SeriesApiTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private TvdbCaller Tvdb => new(simulator.Http, simulator.Host);

    [Fact]
    public async Task TMDB_tells_a_series_with_its_seasons_episodes_and_stills()
    {
        foreach (var series in SeriesLibrary.Series)
        {
            var body = await simulator.GetJsonAsync(
                $"tv/{series.TmdbId}?append_to_response=aggregate_credits,images,content_ratings,external_ids,videos");
            Assert.Equal(series.TvdbId, (int)body["external_ids"]!["tvdb_id"]!);
            Assert.NotEmpty(body["aggregate_credits"]!["cast"]![0]!["roles"]!.AsArray());
            var numbers = body["seasons"]!.AsArray().Select(row => (int)row!["season_number"]!);
            Assert.Equal(series.Seasons.Select(season => season.Number), numbers);

            foreach (var season in series.Seasons)
            {
                var told = await simulator.GetJsonAsync($"tv/{series.TmdbId}/season/{season.Number}");
                Assert.Equal(season.Episodes.Select(one => one.TmdbId), told["episodes"]!.AsArray().Select(one => (int)one!["id"]!));
            }
        }
        var episode = await simulator.GetJsonAsync("tv/910001/season/1/episode/2?append_to_response=images,external_ids");
        var still = (string)episode["images"]!["stills"]![0]!["file_path"]!;
        Assert.Equal((string)episode["still_path"]!, still);
        Assert.Equal((300, 169), ImageHeader.SizeOf(await simulator.DownloadAsync(still, "w300")));
    }

    [Fact]
    public async Task A_series_that_goes_on_has_an_episode_without_a_day()
    {
        var series = await simulator.GetJsonAsync("tv/910002");

        Assert.Equal("Returning Series", (string)series["status"]!);
        Assert.Null(series["next_episode_to_air"]!["air_date"]);
        Assert.Null(series["next_episode_to_air"]!["runtime"]);
    }

    [Theory]
    [InlineData("tv/910009")]
    [InlineData("tv/910001/season/9")]
    [InlineData("tv/910001/season/1/episode/99")]
    [InlineData("tv/910001/nonsense")]
    [InlineData("tv")]
    public async Task What_a_series_does_not_have_is_not_found(string path)
    {
        using var answer = await simulator.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task TMDB_finds_a_series_and_an_episode_by_foreign_ids()
    {
        var pilot = SeriesLibrary.Series[0].Seasons[1].Episodes[0];

        var byImdb = await simulator.GetJsonAsync("find/tt9910001?external_source=imdb_id");
        var byTvdb = await simulator.GetJsonAsync("find/980001?external_source=tvdb_id");
        var episode = await simulator.GetJsonAsync($"find/{pilot.TvdbId}?external_source=tvdb_id");

        Assert.Equal(910001, (int)byImdb["tv_results"]!.AsArray().Single()!["id"]!);
        Assert.Equal(910001, (int)byTvdb["tv_results"]!.AsArray().Single()!["id"]!);
        Assert.Equal(pilot.TmdbId, (int)episode["tv_episode_results"]!.AsArray().Single()!["id"]!);
    }

    [Fact]
    public async Task TheTVDB_tells_the_same_series_under_its_own_ids()
    {
        foreach (var series in SeriesLibrary.Series)
        {
            var found = await Tvdb.DataAsync($"search/remoteid/{series.ImdbId}");
            var body = await Tvdb.DataAsync($"series/{series.TvdbId}/extended?meta=episodes");
            var season = series.Seasons[^1];
            var told = await Tvdb.DataAsync($"seasons/{season.TvdbId}/extended");

            Assert.Equal(series.TvdbId, (int)found!.AsArray().Single()!["series"]!["id"]!);
            Assert.Equal(series.Seasons.Select(one => one.TvdbId), body!["seasons"]!.AsArray().Select(one => (int)one!["id"]!));
            Assert.Equal(series.Seasons.Sum(one => one.Episodes.Count), body["episodes"]!.AsArray().Count);
            Assert.Equal(season.Episodes.Select(one => one.TvdbId), told!["episodes"]!.AsArray().Select(one => (int)one!["id"]!));
            Assert.Contains(told["artwork"]!.AsArray(), work => (int)work!["type"]! == 7);
            Assert.Equal("", (string)body["nextAired"]!);
        }
    }

    [Fact]
    public async Task TheTVDB_tells_artworks_by_language_and_type_and_an_episode_with_its_people()
    {
        var posters = await Tvdb.DataAsync("series/980001/artworks?type=2");
        var episode = await Tvdb.DataAsync($"episodes/{SeriesLibrary.Series[0].Seasons[1].Episodes[1].TvdbId}/extended");

        Assert.All(posters!["artworks"]!.AsArray(), work => Assert.Equal((2, 0), ((int)work!["type"]!, (int)work["thumbnailWidth"]!)));
        Assert.NotEmpty(posters["artworks"]!.AsArray());
        Assert.Contains("\r\n", (string)(await Tvdb.DataAsync("series/980003"))!["overview"]!, StringComparison.Ordinal);
        Assert.Contains(episode!["characters"]!.AsArray(), member => (string)member!["peopleType"]! == "Director");
        Assert.Equal(1, (int)episode["seasonNumber"]!);
    }
}
