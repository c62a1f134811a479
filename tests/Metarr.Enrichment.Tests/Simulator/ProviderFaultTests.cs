using System.Net;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Enrichment.Tests.Simulator;

/// <summary>A provider that refuses does it in its own words.</summary>
public sealed class ProviderFaultTests : IAsyncLifetime
{
    private readonly FaultScenario faults = new();
    private readonly HttpClient http = new();
    private SimulatorHost host = null!;
    private string cache = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        (host, cache) = await SimulatorFixture.StartAnotherAsync(new() { Faults = faults });

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        Directory.Delete(cache, recursive: true);
    }

    [Theory]
    [InlineData("tvdb/v4/movies/990001/extended", Fault.TooManyRequests, 429, "\"message\":\"Too Many Requests\"")]
    [InlineData("tvdb/v4/movies/990001/extended", Fault.ExpiredCredential, 401, "\"message\":\"Unauthorized\"")]
    [InlineData("tvdb/v4/movies/990001/extended", Fault.NotFound, 404, "\"status\":\"failure\"")]
    [InlineData("fanart/v3/movies/900001", Fault.TooManyRequests, 429, "\"error message\":")]
    [InlineData("fanart/v3/movies/900001", Fault.ExpiredCredential, 401, "\"error message\":\"Invalid API Key\"")]
    [InlineData("fanart/v3/movies/900001", Fault.NotFound, 404, "\"error message\":\"Not found\"")]
    [InlineData("omdb/?i=tt9900001", Fault.TooManyRequests, 429, "\"Error\":\"Request limit reached!\"")]
    [InlineData("omdb/?i=tt9900001", Fault.ExpiredCredential, 401, "\"Error\":\"Invalid API key!\"")]
    [InlineData("tmdb/3/movie/900001", Fault.ExpiredCredential, 401, "\"status_code\":7")]
    [InlineData("tvdb-images/banners/x.jpg", Fault.TooManyRequests, 429, "<title>429")]
    [InlineData("fanart-images/fanart/x.jpg", Fault.NotFound, 404, "<title>404")]
    public async Task A_refusal_is_in_the_words_of_who_refuses(string path, Fault fault, int status, string words)
    {
        faults.Replace([new() { Fault = fault, Provider = path[..path.IndexOf('/', StringComparison.Ordinal)] }]);

        using var refused = await http.GetAsync(new Uri(host.BaseAddress, path), Cancellation);

        Assert.Equal((HttpStatusCode)status, refused.StatusCode);
        Assert.Contains(words, await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_can_name_the_login_of_TheTVDB()
    {
        faults.Replace([new() { Fault = Fault.Unavailable, Provider = "tvdb", Route = "v4/login", Times = 1 }]);
        using var content = new StringContent($$"""{"apikey":"{{host.Options.TvdbApiKey}}"}""");
        using var again = new StringContent($$"""{"apikey":"{{host.Options.TvdbApiKey}}"}""");

        using var first = await http.PostAsync(new Uri(host.TvdbApi, "login"), content, Cancellation);
        using var second = await http.PostAsync(new Uri(host.TvdbApi, "login"), again, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Each_key_of_OMDb_and_each_provider_has_a_bucket_of_its_own()
    {
        var rates = new Dictionary<string, double> { ["omdb"] = 1, ["fanart"] = 1 };
        var (limited, folder) = await SimulatorFixture.StartAnotherAsync(new() { RequestsPerSecond = rates, Time = new SetClock() });
        await using (limited)
        {
            var statuses = new List<HttpStatusCode>();
            foreach (var path in (string[])["omdb/?apikey=a", "omdb/?apikey=b", "fanart/v3/movies/1?api_key=a"])
            {
                using var answer = await http.GetAsync(new Uri(limited.BaseAddress, path), Cancellation);
                statuses.Add(answer.StatusCode);
            }

            Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        }
        Directory.Delete(folder, recursive: true);
    }
}
