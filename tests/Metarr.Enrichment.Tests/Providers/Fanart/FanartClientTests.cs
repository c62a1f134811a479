using System.Net;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Fanart;
using static Metarr.Enrichment.Tests.Providers.Fanart.FanartFixture;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Providers.Fanart;

public sealed class FanartClientTests
{
    private const string Movie = """
        {"name":"The Matrix","tmdb_id":"603","imdb_id":"tt0133093",
         "movieposter":[{"id":"1","url":"https://assets.fanart.tv/fanart/movies/603/movieposter/x.jpg","lang":"en","likes":"3"}]}
        """;

    private static readonly ProviderContext Person = new(CallPriority.Interactive);

    [Theory]
    [InlineData(603, null, "/v3/movies/603")]
    [InlineData(603, "tt0133093", "/v3/movies/603")]
    [InlineData(null, "tt0133093", "/v3/movies/tt0133093")]
    public async Task A_movie_is_asked_for_by_the_id_that_is_known(int? tmdbId, string? imdbId, string path)
    {
        using var fanart = new ScriptedHandler(Json(Movie));

        var fetched = Assert.IsType<ProviderResult.Fetched>(await FetchAsync(fanart, Request(tmdbId, imdbId)));

        Assert.Equal($"https://webservice.fanart.tv{path}?api_key={Key}", Assert.Single(fanart.Urls).AbsoluteUri);
        Assert.Equal(new ExternalIds(603, "tt0133093"), fetched.Ids);
        Assert.Equal(TitleMetadata.Empty, fetched.Metadata);
        Assert.Single(fetched.Candidates);
    }

    [Fact]
    public async Task A_personal_key_goes_along()
    {
        using var fanart = new ScriptedHandler(Json(Movie));

        await FetchAsync(fanart, Request(), Options with { ClientKey = " mine\n" });

        Assert.EndsWith($"?api_key={Key}&client_key=mine", Assert.Single(fanart.Urls).AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, """{"status":"error","error message":"Not found"}""")]
    [InlineData(404, "")]
    [InlineData(200, """{"status":"error","error message":"Not found"}""")]
    [InlineData(200, """{"name":"The Matrix","tmdb_id":"603","image_count":"0"}""")]
    public async Task No_artwork_is_an_answer_and_no_failure(int status, string body)
    {
        using var fanart = new ScriptedHandler(Json(body, (HttpStatusCode)status));
        var client = Client(fanart);

        var fetched = Assert.IsType<ProviderResult.Fetched>(
            await client.FetchAsync(Request(), Person, TestContext.Current.CancellationToken));

        Assert.Empty(fetched.Candidates);
        Assert.Empty(Assert.IsType<ProviderResult.Fetched>(client.Read(Request(), fetched.Body)).Candidates);
    }

    [Theory]
    [InlineData(401, """{"status":"error","error message":"Invalid API key"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(403, "", typeof(ProviderResult.Unauthorized))]
    [InlineData(200, """{"error message":"Invalid API key"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(200, """{"error message":"Something broke"}""", typeof(ProviderResult.Unavailable))]
    [InlineData(429, "", typeof(ProviderResult.RateLimited))]
    [InlineData(503, "", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "<html>", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "[]", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "null", typeof(ProviderResult.Unavailable))]
    public async Task Every_failure_is_an_answer_of_its_kind_without_a_key_in_it(int status, string body, Type expected)
    {
        using var fanart = new ScriptedHandler(Json(body, (HttpStatusCode)status));

        var answer = await FetchAsync(fanart, Request());

        Assert.IsType(expected, answer);
        Assert.DoesNotContain(Key, answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchanged_body_is_not_sent_again()
    {
        using var fanart = new ScriptedHandler(Status(304));

        var answer = await Client(fanart).FetchAsync(
            Request(), Person with { ETag = "\"abc\"" }, TestContext.Current.CancellationToken);

        Assert.IsType<ProviderResult.NotModified>(answer);
        Assert.Equal("\"abc\"", Assert.Single(fanart.Tags));
    }

    [Fact]
    public async Task Without_a_key_or_an_id_or_for_another_kind_nothing_is_sent()
    {
        using var fanart = new ScriptedHandler(Json(Movie));

        Assert.IsType<ProviderResult.Unauthorized>(await FetchAsync(fanart, Request(), new FanartOptions()));
        var answer = Assert.IsType<ProviderResult.NotFound>(await FetchAsync(fanart, Request(null)));
        Assert.Equal("Fanart.tv finds a movie by its TMDB or IMDb id; neither is known.", answer.Reason);
        Assert.IsType<ProviderResult.NotFound>(await FetchAsync(fanart, Request() with { Kind = TitleKind.Series }));
        Assert.Empty(fanart.Urls);
    }

    [Fact]
    public void Options_do_not_show_their_keys_and_say_what_is_wrong()
    {
        var options = new FanartOptions { ApiKey = "geheim", ClientKey = "geheim" };
        Assert.DoesNotContain("geheim", options.ToString(), StringComparison.Ordinal);

        var wrong = options with { ClientKey = "two words" };
        var fault = Assert.Throws<ArgumentException>(wrong.Validate);
        Assert.StartsWith("Providers:Fanart:ClientKey holds characters", fault.Message, StringComparison.Ordinal);
        wrong = options with { ImageBaseUrl = new Uri("ftp://assets.example") };
        fault = Assert.Throws<ArgumentException>(wrong.Validate);
        Assert.StartsWith("Providers:Fanart:ImageBaseUrl must be", fault.Message, StringComparison.Ordinal);
    }

    private static Task<ProviderResult> FetchAsync(ScriptedHandler fanart, ProviderRequest request, FanartOptions? options = null) =>
        Client(fanart, options).FetchAsync(request, Person, TestContext.Current.CancellationToken);
}
