using System.Net;
using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Tvdb;
using static Metarr.Enrichment.Tests.Providers.Tvdb.TvdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tvdb;

public sealed class TvdbClientTests
{
    private const string MoviePath = "/movies/169/extended";
    private const string TypesPath = "/artwork/types";
    private const string SearchPath = "/search/remoteid/tt0133093";

    private const string Movie = """
        {"status":"success","data":{"id":169,"name":"The Matrix","remoteIds":[{"id":"tt0133093","type":2,"sourceName":"IMDB"}],
         "artworks":[{"id":5,"type":14,"image":"/banners/movies/169/5.jpg"},{"id":6,"type":99,"image":"/banners/movies/169/6.jpg"}]}}
        """;

    private const string Types = """{"status":"success","data":[{"id":99,"name":"Clear Logo","recordType":"movie"}]}""";

    private static readonly ProviderContext Person = new(CallPriority.Interactive);

    [Fact]
    public async Task A_movie_is_asked_for_with_its_translations_after_one_login()
    {
        using var tvdb = new TvdbService().Answer(MoviePath, Movie).Answer(TypesPath, Types);
        using var client = Client(tvdb, Options with { Pin = " 1234\n" });

        var fetched = await FetchedAsync(client, Request());
        await FetchedAsync(client, Request());

        Assert.Equal(["/v4/movies/169/extended?meta=translations", "/v4/artwork/types", "/v4/movies/169/extended?meta=translations"], tvdb.Calls);
        Assert.Equal($$"""{"apikey":"{{TvdbService.Key}}","pin":"1234"}""", Assert.Single(tvdb.Logins));
        Assert.Equal("The Matrix", fetched.Metadata.Title);
        Assert.Equal(new ExternalIds(null, "tt0133093", 169), fetched.Ids);
    }

    [Fact]
    public async Task A_login_without_a_pin_does_not_mention_one()
    {
        using var tvdb = new TvdbService().Answer(MoviePath, Movie);
        using var client = Client(tvdb);

        await FetchedAsync(client, Request());

        Assert.Equal($$"""{"apikey":"{{TvdbService.Key}}"}""", Assert.Single(tvdb.Logins));
    }

    [Fact]
    public async Task Many_that_come_at_once_share_one_login()
    {
        using var tvdb = new TvdbService().Answer(MoviePath, Movie).Answer(TypesPath, Types);
        using var client = Client(tvdb);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FetchedAsync(client, Request())));

        Assert.Single(tvdb.Logins);
    }

    [Fact]
    public async Task A_token_that_has_expired_is_followed_by_one_login_and_one_more_try()
    {
        using var tvdb = new TvdbService().Answer(MoviePath, Movie).Answer(TypesPath, Types);
        using var client = Client(tvdb);
        await FetchedAsync(client, Request());

        tvdb.ExpireToken();
        await FetchedAsync(client, Request());

        Assert.Equal(3, tvdb.Logins.Count);
        Assert.Equal(3, tvdb.Calls.Count(call => call.StartsWith("/v4/movies", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_whose_tokens_are_refused_is_a_wrong_key_after_one_more_login()
    {
        using var tvdb = new TvdbService { RefusesTokens = true };
        using var client = Client(tvdb);

        Assert.IsType<ProviderResult.Unauthorized>(await FetchAsync(client, Request()));

        Assert.Equal((2, 2), (tvdb.Logins.Count, tvdb.Calls.Count));
    }

    [Theory]
    [InlineData(401, """{"status":"failure","message":"InvalidAPIKey: apikey not found"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(400, """{"status":"failure","message":"InvalidValueType: pin required","data":null}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(429, "", typeof(ProviderResult.RateLimited))]
    [InlineData(503, "", typeof(ProviderResult.Unavailable))]
    [InlineData(404, "", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"status":"failure","data":null}""", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"data":{"token":""}}""", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"data":[]}""", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "<html>", typeof(ProviderResult.Unavailable))]
    public async Task A_login_that_fails_is_an_answer_of_its_kind(int status, string body, Type expected)
    {
        using var tvdb = new TvdbService { LoginFailure = ((HttpStatusCode)status, body) };
        using var client = Client(tvdb.Answer(MoviePath, Movie));

        var answer = await FetchAsync(client, Request());

        Assert.IsType(expected, answer);
        Assert.DoesNotContain(TvdbService.Key, answer.ToString(), StringComparison.Ordinal);
        Assert.Empty(tvdb.Calls);
        if (answer is ProviderResult.Unauthorized refused)
            Assert.Equal("TheTVDB refused the key: check Providers__Tvdb__ApiKey and Providers__Tvdb__Pin.", refused.Reason);
    }

    [Fact]
    public async Task With_an_imdb_id_alone_the_movie_is_looked_up_first()
    {
        const string Found = """
            {"status":"success","data":[{"people":{"id":9116037}},{"series":{"id":72775}},{"movie":{"id":"movie-169"}},{"movie":{"id":170}}]}
            """;
        using var tvdb = new TvdbService().Answer(SearchPath, Found).Answer(MoviePath, Movie);
        using var client = Client(tvdb);

        var fetched = await FetchedAsync(client, Request(null, "tt0133093"));

        Assert.Equal(169, fetched.Ids.TvdbId);
        Assert.Equal("/v4/search/remoteid/tt0133093", tvdb.Calls[0]);
    }

    [Theory]
    [InlineData("""{"status":"success","data":null}""")]
    [InlineData("""{"status":"success","data":[]}""")]
    [InlineData("""{"status":"success","data":[{"series":{"id":81189}},{"movie":null},{"movie":{"id":null}}]}""")]
    public async Task An_imdb_id_that_leads_to_no_movie_is_told_so(string found)
    {
        using var tvdb = new TvdbService().Answer(SearchPath, found);
        using var client = Client(tvdb);

        var answer = Assert.IsType<ProviderResult.NotFound>(await FetchAsync(client, Request(null, "tt0133093")));

        Assert.Equal("TheTVDB knows no movie with the IMDb id tt0133093.", answer.Reason);
    }

    [Fact]
    public async Task The_types_it_tells_are_used_and_kept_with_the_body()
    {
        using var tvdb = new TvdbService().Answer(MoviePath, Movie).Answer(TypesPath, Types);
        using var client = Client(tvdb);

        var fetched = await FetchedAsync(client, Request());
        var read = Assert.IsType<ProviderResult.Fetched>(client.Read(Request(), fetched.Body));

        Assert.Equal([AssetType.Poster, AssetType.ClearLogo], fetched.Candidates.Select(candidate => candidate.Type));
        Assert.Equal(fetched.Candidates, read.Candidates);
        Assert.Equal((fetched.Metadata, fetched.Ids), (read.Metadata, read.Ids));
        Assert.True(read.Body.IsEmpty);
    }

    [Fact]
    public async Task Types_it_does_not_tell_are_known_and_not_asked_for_again_at_once()
    {
        using var tvdb = new TvdbService().Answer(MoviePath, Movie).Answer(TypesPath, "", HttpStatusCode.BadRequest);
        var clock = new SkippingClock(new CallOptions().Timeout);
        using var client = Client(tvdb, time: clock);

        var fetched = await FetchedAsync(client, Request());
        await FetchedAsync(client, Request());
        Assert.Equal(AssetType.Poster, Assert.Single(fetched.Candidates).Type);
        Assert.Single(tvdb.Calls, "/v4/artwork/types");

        tvdb.Answer(TypesPath, Types);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(2, (await FetchedAsync(client, Request())).Candidates.Count);
    }

    [Theory]
    [InlineData(404, "", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"status":"success","data":null}""", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"status":"success","data":[]}""", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"status":"success","data":[{"id":169}]}""", typeof(ProviderResult.Fetched))]
    [InlineData(200, """{"status":"success","data":{"id":"movie-169"}}""", typeof(ProviderResult.Fetched))]
    [InlineData(400, """{"status":"failure","message":"InvalidValueType: cannot make item path","data":null}""", typeof(ProviderResult.Unavailable))]
    [InlineData(429, "", typeof(ProviderResult.RateLimited))]
    [InlineData(500, "", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"status":"failure","data":null}""", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "{}", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "[]", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "<html>", typeof(ProviderResult.Unavailable))]
    public async Task Every_answer_is_of_its_kind(int status, string body, Type expected)
    {
        using var tvdb = new TvdbService().Answer(MoviePath, body, (HttpStatusCode)status);
        using var client = Client(tvdb);

        Assert.IsType(expected, await FetchAsync(client, Request()));
    }

    [Fact]
    public async Task Without_a_key_or_an_id_or_for_another_kind_nothing_is_sent()
    {
        using var tvdb = new TvdbService();
        using var client = Client(tvdb);
        using var keyless = Client(tvdb, new TvdbOptions());

        Assert.IsType<ProviderResult.Unauthorized>(await FetchAsync(keyless, Request()));
        var answer = Assert.IsType<ProviderResult.NotFound>(await FetchAsync(client, Request(null, tmdbId: 603)));
        Assert.Equal("TheTVDB finds a movie by its TheTVDB or IMDb id; neither is known.", answer.Reason);
        Assert.IsType<ProviderResult.NotFound>(await FetchAsync(client, Request() with { Kind = TitleKind.Season }));
        Assert.Empty(tvdb.Logins);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"movie":null}""")]
    [InlineData("""{"movie":{"status":"success","data":null}}""")]
    public void A_kept_body_that_is_none_is_unavailable(string body)
    {
        using var nobody = new ScriptedHandler();
        using var client = Client(nobody);

        Assert.IsType<ProviderResult.Unavailable>(client.Read(Request(), Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Options_do_not_show_their_keys_and_say_what_is_wrong()
    {
        var options = new TvdbOptions { ApiKey = "geheim", Pin = "geheim" };
        Assert.DoesNotContain("geheim", options.ToString(), StringComparison.Ordinal);

        var wrong = options with { Pin = "12 34" };
        var fault = Assert.Throws<ArgumentException>(wrong.Validate);
        Assert.StartsWith("Providers:Tvdb:Pin holds characters", fault.Message, StringComparison.Ordinal);
        wrong = options with { BaseUrl = new Uri("/v4", UriKind.Relative) };
        fault = Assert.Throws<ArgumentException>(wrong.Validate);
        Assert.StartsWith("Providers:Tvdb:BaseUrl must be", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<ProviderResult.Fetched> FetchedAsync(TvdbClient client, ProviderRequest request) =>
        Assert.IsType<ProviderResult.Fetched>(await FetchAsync(client, request));

    private static Task<ProviderResult> FetchAsync(TvdbClient client, ProviderRequest request) =>
        client.FetchAsync(request, Person, TestContext.Current.CancellationToken);
}
