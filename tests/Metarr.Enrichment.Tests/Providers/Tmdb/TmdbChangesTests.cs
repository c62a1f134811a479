using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Tmdb;
using Metarr.Enrichment.Tests.Providers.Calls;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Providers.Tmdb;

public sealed class TmdbChangesTests
{
    private static readonly DateOnly From = new(2026, 4, 17);

    [Fact]
    public async Task All_pages_are_read_and_rows_without_an_id_passed_over()
    {
        using var tmdb = new ScriptedHandler(
            Json("""{"results":[{"id":603,"adult":false},{"id":null},{"id":604}],"page":1,"total_pages":2,"total_results":4}"""),
            Json("""{"results":[{"id":605,"adult":null},{"id":603}],"page":2,"total_pages":2,"total_results":4}"""));

        var listed = Assert.IsType<ChangesAnswer.Listed>(await AskAsync(tmdb));

        Assert.Equal([603, 604, 605], listed.TmdbIds.Order());
        Assert.Equal(
            ["/3/movie/changes?start_date=2026-04-17&end_date=2026-05-01&page=1", "/3/movie/changes?start_date=2026-04-17&end_date=2026-05-01&page=2"],
            tmdb.Urls.Select(url => url.PathAndQuery[..url.PathAndQuery.IndexOf("&api_key", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"success":false,"status_code":7}""")]
    [InlineData("""{"results":[{"id":603}],"page":1,"total_pages":null}""")]
    [InlineData("""{"results":[{"id":603}],"page":1,"total_pages":"many"}""")]
    public async Task A_list_that_cannot_be_read_is_no_empty_list(string body)
    {
        using var tmdb = new ScriptedHandler(Json(body));

        Assert.IsType<ChangesAnswer.Unknown>(await AskAsync(tmdb));
    }

    [Fact]
    public async Task Half_a_list_is_none()
    {
        using var tmdb = new ScriptedHandler(Json("""{"results":[{"id":603}],"page":1,"total_pages":2}"""), Status(500));

        Assert.IsType<ChangesAnswer.Unknown>(await AskAsync(tmdb));
    }

    private static Task<ChangesAnswer> AskAsync(ScriptedHandler tmdb)
    {
        var clock = new SkippingClock(new CallOptions().Timeout);
        var gate = new OwnGate(clock);
        var http = new ProviderHttp(new HttpClient(tmdb, disposeHandler: false), gate, new OwnBreaker(clock), clock);
        var changes = new TmdbChanges(TmdbFixture.Options, http);
        return changes.ChangedBetweenAsync(TitleKind.Movie, From, From.AddDays(14), TestContext.Current.CancellationToken);
    }
}
