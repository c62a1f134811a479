using System.Net;
using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Tmdb;
using Metarr.Enrichment.Tests.Providers.Calls;
using Metarr.ProviderSimulator.Faults;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

public sealed class TmdbSearchTests
{
    private const string Page = """
        {"page":1,"results":[{"id":9,"title":"The Matrix Revisited","original_title":"The Matrix Revisited","release_date":"1999-11-20"},
         {"adult":false,"id":603,"title":"The Matrix","original_title":"The Matrix","release_date":"1999-03-31","genre_ids":[28],"video":false},
         {"id":10,"title":"The Matrix","original_title":"The Matrix","release_date":""}],"total_pages":1,"total_results":3}
        """;

    private static readonly string[] Essential = ["$.results", "$.results[1]", "$.results[1].id", "$.results[1].release_date"];

    [Fact]
    public async Task A_damaged_page_leads_to_the_film_unless_its_own_row_is_lost()
    {
        var body = Encoding.UTF8.GetBytes(Page);
        foreach (var place in JsonPlace.Of(body).Skip(1).Where(place => !Essential.Contains(place.Path)))
        {
            foreach (var damage in JsonDamage.Losses)
            {
                var answer = await SearchAsync(Json(Encoding.UTF8.GetString(damage.Apply(body, place))));

                Assert.True(answer is SearchAnswer.Found { Title.TmdbId: 603 }, $"{place.Path} <- {damage}: {answer}");
            }
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"success":false,"status_code":7}""")]
    public async Task What_is_no_page_is_no_empty_one(string body) => Assert.IsType<SearchAnswer.Unknown>(await SearchAsync(Json(body)));

    [Fact]
    public async Task A_page_without_the_film_finds_none() =>
        Assert.IsType<SearchAnswer.None>(await SearchAsync(Json("""{"page":1,"results":[],"total_pages":0,"total_results":0}""")));

    [Fact]
    public async Task A_refused_key_is_told_and_not_to_be_tried_again_later()
    {
        var answer = await SearchAsync(_ => new HttpResponseMessage(HttpStatusCode.Unauthorized));

        Assert.Equal(
            "TMDB refused the key: check Providers__Tmdb__ReadToken and Providers__Tmdb__ApiKey.", Assert.IsType<SearchAnswer.Unknown>(answer).Reason);
    }

    private static async Task<SearchAnswer> SearchAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var tmdb = new ScriptedHandler(answer);
        var clock = new SkippingClock(new CallOptions().Timeout);
        var http = new ProviderHttp(new HttpClient(tmdb, disposeHandler: false), new OwnGate(clock), new OwnBreaker(clock), clock);
        return await new TmdbSearch(TmdbFixture.Options, http)
            .SearchAsync(new SearchRequest(TitleKind.Movie, "The Matrix", 1999, "en"), TestContext.Current.CancellationToken);
    }
}
