using System.Text;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Tests.Providers.Tmdb;
using Metarr.Enrichment.Tests.Providers.Tvdb;
using Metarr.ProviderSimulator.Faults;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Providers.Damaged;

/// <summary>Whatever is damaged in an answer that only leads to a title, the next call is made or there is a reason why not.</summary>
public sealed class DamagedLookUpTests
{
    private const string FoundAtTmdb = """
        {"movie_results":[{"adult":false,"id":218,"title":"The Terminator","genre_ids":[28],"release_date":"1984-10-26","vote_average":7.6}],
         "person_results":[],"tv_results":[{"id":7}],"tv_episode_results":[],"tv_season_results":[]}
        """;

    private const string FoundAtTvdb = """
        {"status":"success","data":[{"series":{"id":5,"name":"Other"}},{"movie":{"id":218,"name":"The Terminator","image":"/x.jpg","score":1}}]}
        """;

    private static readonly ProviderContext Context = new(CallPriority.Interactive);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_damaged_look_up_at_tmdb_finds_the_movie_unless_its_number_is_lost()
    {
        foreach (var (place, body) in Damaged(FoundAtTmdb))
        {
            using var tmdb = new ScriptedHandler(Json(body), Json("""{"id":218,"title":"The Terminator"}"""));

            var answer = await TmdbFixture.Client(tmdb).FetchAsync(TmdbFixture.Request(null, "tt0088247"), Context, Cancelled);

            AssertFound(answer, place, "$", "$.movie_results", "$.movie_results[0]", "$.movie_results[0].id");
        }
    }

    [Fact]
    public async Task A_damaged_look_up_at_TheTVDB_finds_the_movie_unless_its_number_is_lost()
    {
        foreach (var (place, body) in Damaged(FoundAtTvdb))
        {
            using var tvdb = new ScriptedHandler(
                Json("""{"status":"success","data":{"token":"t"}}"""), Json(body), Json("""{"status":"success","data":{"id":218,"name":"X"}}"""));
            using var client = TvdbFixture.Client(tvdb);

            var answer = await client.FetchAsync(TvdbFixture.Request(null, "tt0088247"), Context, Cancelled);

            AssertFound(answer, place, "$", "$.data", "$.data[1]", "$.data[1].movie", "$.data[1].movie.id");
        }
    }

    [Fact]
    public async Task A_damaged_login_signs_in_or_says_that_it_could_not()
    {
        foreach (var (place, body) in Damaged("""{"status":"success","data":{"token":"t","expires":1}}"""))
        {
            using var tvdb = new ScriptedHandler(Json(body), Json("""{"status":"success","data":{"id":169,"name":"X"}}"""));
            using var client = TvdbFixture.Client(tvdb);

            AssertFound(await client.FetchAsync(TvdbFixture.Request(), Context, Cancelled), place, "$", "$.data", "$.data.token");
        }
    }

    private static IEnumerable<(JsonPlace Place, string Body)> Damaged(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return from place in JsonPlace.Of(body).Skip(1)
               from damage in JsonDamage.Losses
               select (place, Encoding.UTF8.GetString(damage.Apply(body, place)));
    }

    private static void AssertFound(ProviderResult answer, JsonPlace damaged, params string[] essential)
    {
        if (essential.Contains(damaged.Path)) Assert.True(answer is ProviderResult.Fetched or ProviderResult.NotFound or ProviderResult.Unavailable, damaged.Path);
        else Assert.True(answer is ProviderResult.Fetched, $"{damaged.Path}: {answer}");
    }
}
