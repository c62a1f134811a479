using System.Net;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Enrichment.Tests.Simulator;

public sealed class TrafficTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_and_bytes_are_counted_per_provider_and_route()
    {
        var (host, cache) = await SimulatorFixture.StartAnotherAsync();
        await using (host)
        {
            using var film = await simulator.GetAsync(host, "movie/900001");
            using var other = await simulator.GetAsync(host, "movie/900002");
            using var unknown = await simulator.GetAsync(host, "movie/5");
            var poster = BundledLibrary.Find(900_002)!.Art.Posters[0].Spec.FilePath;
            var image = await simulator.Http.GetByteArrayAsync(new Uri(host.TmdbImages, "w500" + poster), Cancellation);

            var films = Assert.Single(host.Requests.Snapshot(), row => row.Route == "3/movie/{id}");
            Assert.Equal(3, films.Requests);
            Assert.Equal((2, 1), (films.Statuses[200], films.Statuses[404]));
            Assert.Equal(new[] { film, other, unknown }.Sum(answer => answer.Content.Headers.ContentLength ?? 0), films.Bytes);
            Assert.Equal((1, image.Length), (host.Requests.Count("tmdb-images"), host.Requests.Bytes("tmdb-images")));
        }
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task The_counters_can_be_read_and_reset_over_HTTP_and_do_not_count_themselves()
    {
        var (host, cache) = await SimulatorFixture.StartAnotherAsync();
        await using (host)
        {
            var counters = new Uri(host.BaseAddress, "_admin/requests");
            using var film = await simulator.GetAsync(host, "movie/900001");

            var before = JsonNode.Parse(await simulator.Http.GetStringAsync(counters, Cancellation))!.AsArray();
            using var reset = await simulator.Http.DeleteAsync(counters, Cancellation);
            var after = JsonNode.Parse(await simulator.Http.GetStringAsync(counters, Cancellation))!.AsArray();

            Assert.Equal(1, (int)Assert.Single(before)!["requests"]!);
            Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
            Assert.Empty(after);
        }
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task A_fault_source_can_answer_in_the_place_of_a_provider()
    {
        var (host, cache) = await SimulatorFixture.StartAnotherAsync(new() { Faults = new Refusal() });
        await using (host)
        {
            using var refused = await simulator.GetAsync(host, "movie/900001");
            using var passed = await simulator.GetAsync(host, "configuration");

            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
            Assert.Equal(1, host.Requests.Snapshot().Single(row => row.Route == "3/movie/{id}").Statuses[429]);
        }
        Directory.Delete(cache, recursive: true);
    }

    [Theory]
    [InlineData("/tmdb/3/movie/900001/images", "tmdb", "3/movie/{id}/images")]
    [InlineData("/tmdb/3/find/tt9900001", "tmdb", "3/find/{id}")]
    [InlineData("/tmdb/3/tv/1396/season/1/episode/2", "tmdb", "3/tv/{id}/season/{id}/episode/{id}")]
    [InlineData("/tmdb/3/configuration", "tmdb", "3/configuration")]
    [InlineData("/tmdb-images/t/p/w500/abc.jpg", "tmdb-images", "t/p/w500/{image}")]
    [InlineData("/tvdb/v4/search/remoteid/tt9900001", "tvdb", "v4/search/remoteid/{id}")]
    [InlineData("/tvdb-images/banners/v4/movie/990001/posters/abc.jpg", "tvdb-images", "banners/v4/movie/{id}/posters/{image}")]
    [InlineData("/fanart/v3/movies/900001", "fanart", "v3/movies/{id}")]
    [InlineData("/omdb/", "omdb", "")]
    [InlineData("/", "", "")]
    public void A_route_is_told_without_its_ids(string path, string provider, string route) =>
        Assert.Equal(new ProviderRequest(provider, route), ProviderRequest.Parse(path));

    private sealed class Refusal : IFaultSource
    {
        public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next)
        {
            if (request.Route != "3/movie/{id}")
                return next(context);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        }
    }
}
