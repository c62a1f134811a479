using System.Net;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Tmdb;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;
using static Metarr.Enrichment.Tests.Providers.Tmdb.TmdbFixture;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

public sealed class TmdbClientTests
{
    private const string Movie = """{"id":603,"title":"The Matrix","imdb_id":"tt0133093"}""";

    private static readonly ProviderContext Person = new(CallPriority.Interactive);

    [Fact]
    public async Task A_movie_is_asked_for_in_one_call_with_all_that_is_needed()
    {
        using var tmdb = new ScriptedHandler(Json(Movie));

        var request = Request(language: "pt-BR", imageLanguages: ["en", "pt-BR"]);
        Assert.IsType<ProviderResult.Fetched>(await FetchAsync(tmdb, request));

        var url = Assert.Single(tmdb.Urls);
        Assert.Equal("https://api.themoviedb.org/3/movie/603", url.GetLeftPart(UriPartial.Path));
        Assert.Equal(
            "?append_to_response=credits,images,release_dates,videos,external_ids,keywords&language=pt-BR" +
            $"&include_image_language=en,pt,pt-BR,null&api_key={Key}",
            Uri.UnescapeDataString(url.Query));
    }

    [Theory]
    [InlineData("kn", "en,null", "en,kn,null")]
    [InlineData("en", "en,null", null)]
    [InlineData("xx", "en,null", null)]
    [InlineData("no tag", "en,null", null)]
    [InlineData("cn", "en,null", "en,zh,cn,null")]
    public async Task A_movie_in_a_language_that_no_art_was_asked_for_in_is_asked_for_once_more(string original, string first, string? second)
    {
        var movie = $$"""{"id":603,"title":"The Matrix","original_language":"{{original}}"}""";
        using var tmdb = new ScriptedHandler(Json(movie), Json(movie));

        Assert.IsType<ProviderResult.Fetched>(await FetchAsync(tmdb, Request(imageLanguages: ["en"])));

        Assert.Equal(second is null ? [first] : [first, second], tmdb.Urls.Select(ImageLanguages));
    }

    [Fact]
    public async Task What_was_told_first_stands_when_the_second_question_fails()
    {
        using var tmdb = new ScriptedHandler(Json("""{"id":603,"title":"The Matrix","original_language":"kn"}"""), Status(404));

        var fetched = Assert.IsType<ProviderResult.Fetched>(await FetchAsync(tmdb, Request(imageLanguages: ["en"])));

        Assert.Equal("The Matrix", fetched.Metadata.Title);
        Assert.Equal(2, tmdb.Urls.Count);
    }

    [Fact]
    public async Task The_read_token_wins_over_the_key_and_stays_out_of_the_url()
    {
        using var tmdb = new ScriptedHandler(Json(Movie));

        var client = Client(tmdb, Options with { ReadToken = " token\n" });
        await client.FetchAsync(Request(), Person, TestContext.Current.CancellationToken);

        Assert.Equal("Bearer token", Assert.Single(tmdb.Authorizations));
        Assert.DoesNotContain("api_key", Assert.Single(tmdb.Urls).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_imdb_id_alone_the_movie_is_looked_up_first()
    {
        using var tmdb = new ScriptedHandler(
            Json("""{"movie_results":[{"id":603}],"tv_results":[{"id":1396}]}"""), Json(Movie));

        var fetched = Assert.IsType<ProviderResult.Fetched>(await FetchAsync(tmdb, Request(null, "tt0133093")));

        Assert.Equal(new ExternalIds(603, "tt0133093"), fetched.Ids);
        Assert.Equal("/3/find/tt0133093", tmdb.Urls[0].AbsolutePath);
        Assert.Contains("external_source=imdb_id", tmdb.Urls[0].Query, StringComparison.Ordinal);
        Assert.Equal("/3/movie/603", tmdb.Urls[1].AbsolutePath);
    }

    [Fact]
    public async Task An_imdb_id_that_is_a_series_is_no_movie()
    {
        using var tmdb = new ScriptedHandler(Json("""{"movie_results":[],"tv_results":[{"id":1396}]}"""));

        var answer = Assert.IsType<ProviderResult.NotFound>(await FetchAsync(tmdb, Request(null, "tt0903747")));

        Assert.Equal("TMDB knows no movie with the IMDb id tt0903747.", answer.Reason);
    }

    [Fact]
    public async Task A_body_comes_with_its_tag_and_an_unchanged_one_not_at_all()
    {
        using var tmdb = new ScriptedHandler(
            request =>
            {
                var response = Json(Movie)(request);
                response.Headers.TryAddWithoutValidation("ETag", "W/\"abc\"");
                return response;
            },
            Status(304));

        var fetched = Assert.IsType<ProviderResult.Fetched>(await FetchAsync(tmdb, Request()));
        var again = await FetchAsync(tmdb, Request(), Person with { ETag = fetched.ETag });

        Assert.False(fetched.Body.IsEmpty);
        Assert.IsType<ProviderResult.NotModified>(again);
        Assert.Equal("W/\"abc\"", Assert.Single(tmdb.Tags));
    }

    [Fact]
    public async Task A_kept_body_reads_the_same_as_a_fetched_one()
    {
        using var tmdb = new ScriptedHandler(Json(Movie));
        var client = Client(tmdb);
        var fetched = Assert.IsType<ProviderResult.Fetched>(
            await client.FetchAsync(Request(), Person, TestContext.Current.CancellationToken));

        var read = Assert.IsType<ProviderResult.Fetched>(client.Read(Request(), fetched.Body));

        Assert.Equal(fetched.Metadata, read.Metadata);
        Assert.Equal(fetched.Ids, read.Ids);
        Assert.True(read.Body.IsEmpty);
    }

    [Theory]
    [InlineData(404, """{"success":false,"status_code":34}""", typeof(ProviderResult.NotFound))]
    [InlineData(401, """{"status_code":7,"status_message":"Invalid API key"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(429, """{"status_code":25}""", typeof(ProviderResult.RateLimited))]
    [InlineData(429, "<html>", typeof(ProviderResult.RateLimited))]
    [InlineData(503, "", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "<html>", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "[]", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "null", typeof(ProviderResult.Unavailable))]
    [InlineData(200, "{}", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"id":"no number"}""", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"success":false,"status_code":34}""", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"status_code":7}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(200, """{"success":false,"status_code":10,"status_message":"Suspended API key"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(200, """{"success":false,"status_code":37}""", typeof(ProviderResult.NotFound))]
    [InlineData(200, """{"success":false,"status_code":9}""", typeof(ProviderResult.Unavailable))]
    [InlineData(200, """{"success":false,"status_code":"7"}""", typeof(ProviderResult.Unauthorized))]
    [InlineData(200, """{"status_code":25}""", typeof(ProviderResult.RateLimited))]
    public async Task Every_failure_is_an_answer_of_its_kind(int status, string body, Type expected)
    {
        using var tmdb = new ScriptedHandler(Json(body, (HttpStatusCode)status));

        var byId = await FetchAsync(tmdb, Request());
        Assert.IsType(expected, byId);
        Assert.DoesNotContain(Key, byId.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public async Task A_look_up_that_cannot_be_read_is_a_failure_too(string body)
    {
        using var tmdb = new ScriptedHandler(Json(body));

        Assert.IsType<ProviderResult.Unavailable>(await FetchAsync(tmdb, Request(null, "tt0133093")));
    }

    [Fact]
    public async Task Without_a_key_or_an_id_or_for_another_kind_nothing_is_sent()
    {
        using var tmdb = new ScriptedHandler(Json(Movie));
        var keyless = Client(tmdb, new TmdbOptions());

        Assert.False(keyless.IsConfigured);
        var answer = await keyless.FetchAsync(Request(), Person, TestContext.Current.CancellationToken);
        Assert.IsType<ProviderResult.Unauthorized>(answer);
        Assert.IsType<ProviderResult.NotFound>(await FetchAsync(tmdb, Request(null)));
        Assert.IsType<ProviderResult.NotFound>(await FetchAsync(tmdb, Request() with { Kind = TitleKind.Series }));
        Assert.Empty(tmdb.Urls);
    }

    [Fact]
    public void A_kept_body_that_is_none_is_unavailable()
    {
        using var tmdb = new ScriptedHandler();

        Assert.IsType<ProviderResult.Unavailable>(Client(tmdb).Read(Request(), "{}"u8.ToArray()));
        Assert.IsType<ProviderResult.Unavailable>(Client(tmdb).Read(Request(), "not json"u8.ToArray()));
    }

    [Fact]
    public void Options_do_not_show_their_keys_and_say_what_is_wrong()
    {
        var options = new TmdbOptions { ApiKey = "geheim", ReadToken = "geheim" };
        Assert.DoesNotContain("geheim", options.ToString(), StringComparison.Ordinal);
        options.Validate();

        var wrongUrl = options with { BaseUrl = new Uri("ftp://api.example/3") };
        var fault = Assert.Throws<ArgumentException>(wrongUrl.Validate);
        Assert.StartsWith("Providers:Tmdb:BaseUrl must be", fault.Message, StringComparison.Ordinal);

        var wrongKey = options with { ApiKey = "two words" };
        fault = Assert.Throws<ArgumentException>(wrongKey.Validate);
        Assert.StartsWith("Providers:Tmdb:ApiKey holds characters", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("two words", fault.Message, StringComparison.Ordinal);
    }

    private static Task<ProviderResult> FetchAsync(
        ScriptedHandler tmdb, ProviderRequest request, ProviderContext? context = null) =>
        Client(tmdb).FetchAsync(request, context ?? Person, TestContext.Current.CancellationToken);

    private static string ImageLanguages(Uri url) =>
        Uri.UnescapeDataString(url.Query).Split('&').Single(part => part.StartsWith("include_image_language=", StringComparison.Ordinal)).Split('=')[1];
}
