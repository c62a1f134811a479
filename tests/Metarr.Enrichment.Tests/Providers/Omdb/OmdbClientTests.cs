using System.Net;
using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Omdb;
using static Metarr.Enrichment.Tests.Providers.Omdb.OmdbFixture;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Providers.Omdb;

public sealed class OmdbClientTests
{
    private const string Movie = """{"Title":"Inception","imdbID":"tt1375666","imdbRating":"8.8","Response":"True"}""";

    private static readonly ProviderContext Person = new(CallPriority.Interactive);

    [Fact]
    public async Task A_movie_is_asked_for_by_its_imdb_id_with_the_short_plot()
    {
        using var omdb = new ScriptedHandler(Json(Movie));
        var client = Client(omdb);

        var fetched = Assert.IsType<ProviderResult.Fetched>(
            await client.FetchAsync(Request(), Person, TestContext.Current.CancellationToken));

        Assert.Equal($"https://www.omdbapi.com/?i=tt1375666&plot=short&apikey={Key}", Assert.Single(omdb.Urls).AbsoluteUri);
        Assert.Equal(new ExternalIds(ImdbId: "tt1375666"), fetched.Ids);
        Assert.Empty(fetched.Candidates);
        Assert.Equal(fetched.Metadata, Assert.IsType<ProviderResult.Fetched>(client.Read(Request(), fetched.Body)).Metadata);
    }

    [Theory]
    [InlineData(401, "Request limit reached!")]
    [InlineData(200, "Request limit reached!")]
    [InlineData(401, "Daily request limit reached!")]
    [InlineData(401, "Daily limit reached for this API key")]
    public async Task A_spent_quota_is_a_rate_limit_until_midnight_utc_and_omdb_is_left_alone_till_then(int status, string error)
    {
        using var omdb = new ScriptedHandler(
            Json($$"""{"Response":"False","Error":"{{error}}"}""", (HttpStatusCode)status), Json(Movie));
        var clock = new SkippingClock(new CallOptions().Timeout);
        clock.Advance(TimeSpan.FromMinutes(30));
        var client = Client(omdb, time: clock);

        var limited = Assert.IsType<ProviderResult.RateLimited>(
            await client.FetchAsync(Request(), Person, TestContext.Current.CancellationToken));
        Assert.Equal(TimeSpan.FromHours(11.5), limited.RetryAfter);

        Assert.IsType<ProviderResult.RateLimited>(await client.FetchAsync(Request(), Person, TestContext.Current.CancellationToken));
        Assert.Single(omdb.Urls);

        clock.Advance(limited.RetryAfter!.Value);
        Assert.IsType<ProviderResult.Fetched>(await client.FetchAsync(Request(), Person, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(401, """{"Response":"False","Error":"Invalid API key!"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(401, """{"Response":"False","Error":"No API key provided."}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(401, "<html>", typeof(ProviderResult.Unauthorized))]
    [InlineData(200, """{"Response":"False","Error":"Invalid API key!"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(200, """{"Response":"False","Error":"Incorrect IMDb ID."}""", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"Response":"False","Error":"Movie not found!"}""", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"Response":"False","Error":"Error getting data."}""", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"Response":"False","Error":"Something else broke."}""", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"Response":"False"}""", typeof(ProviderResult.Unavailable))]
    [InlineData(404, "", typeof(ProviderResult.NotFound))]
    [InlineData(429, "", typeof(ProviderResult.RateLimited))]
    [InlineData(503, "", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "<html>", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "[]", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "{}", typeof(ProviderResult.Unavailable))]
    public async Task Every_failure_is_an_answer_of_its_kind_without_the_key_in_it(int status, string body, Type expected)
    {
        using var omdb = new ScriptedHandler(Json(body, (HttpStatusCode)status));

        var answer = await Client(omdb).FetchAsync(Request(), Person, TestContext.Current.CancellationToken);

        Assert.IsType(expected, answer);
        Assert.DoesNotContain(Key, answer.ToString(), StringComparison.Ordinal);
        if (answer is ProviderResult.Unauthorized refused)
            Assert.Equal("OMDb refused the key: check Providers__Omdb__ApiKey.", refused.Reason);
    }

    [Fact]
    public async Task Without_a_key_or_an_id_or_for_another_kind_nothing_is_sent()
    {
        using var omdb = new ScriptedHandler(Json(Movie));

        Assert.IsType<ProviderResult.Unauthorized>(
            await Client(omdb, new OmdbOptions()).FetchAsync(Request(), Person, TestContext.Current.CancellationToken));
        var answer = Assert.IsType<ProviderResult.NotFound>(
            await Client(omdb).FetchAsync(Request(null), Person, TestContext.Current.CancellationToken));
        Assert.Equal("OMDb finds a movie by its IMDb id, which is not known.", answer.Reason);
        Assert.IsType<ProviderResult.NotFound>(await Client(omdb).FetchAsync(
            Request() with { Kind = TitleKind.Episode }, Person, TestContext.Current.CancellationToken));
        Assert.Empty(omdb.Urls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Response":"False","Error":"Movie not found!"}""")]
    public void A_kept_body_that_is_none_is_unavailable(string body)
    {
        using var nobody = new ScriptedHandler();

        Assert.IsType<ProviderResult.Unavailable>(Client(nobody).Read(Request(), Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Options_do_not_show_their_key_and_say_what_is_wrong()
    {
        var options = new OmdbOptions { ApiKey = "geheim" };
        Assert.DoesNotContain("geheim", options.ToString(), StringComparison.Ordinal);

        var wrong = options with { BaseUrl = new Uri("https://www.omdbapi.com/?apikey=geheim") };
        var fault = Assert.Throws<ArgumentException>(wrong.Validate);
        Assert.StartsWith("Providers:Omdb:BaseUrl must be", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", fault.Message, StringComparison.Ordinal);
    }
}
