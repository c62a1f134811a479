using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Surface;

public sealed class ListFlows(LocalServices services) : IAsyncLifetime
{
    private static readonly DateTimeOffset Then = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private TestApp? app;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await TestApp.StartAsync(services);
        var library = new LibraryStore(app.Storage);
        LibraryEntry[] entries =
        [
            Entry("1", "Zebra Crossing", 1990, TitleStatus.Enriched, 93.3, 3),
            Entry("2", "apple", 2001, TitleStatus.Enriched, 66.7, 1) with { Partial = true },
            Entry("3", "Ébène 100%", 1990, TitleStatus.Enriched, 20, 2) with { Monitored = false },
            Entry("4", null, null, TitleStatus.Discovered, 0, null),
        ];
        foreach (var entry in entries) await library.WriteAsync(entry, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    [Theory]
    [InlineData("", "4213")]
    [InlineData("order=desc", "3124")]
    [InlineData("sort=year", "1324")]
    [InlineData("sort=year&order=desc", "2134")]
    [InlineData("sort=completeness", "4321")]
    [InlineData("sort=completeness&order=desc", "1234")]
    [InlineData("sort=enrichedAt&order=desc", "1324")]
    [InlineData("sort=enrichedAt", "2314")]
    [InlineData("status=discovered", "4")]
    [InlineData("status=enriched&monitored=true", "21")]
    [InlineData("partial=true", "2")]
    [InlineData("minCompleteness=66.7", "21")]
    [InlineData("minCompleteness=20&maxCompleteness=66.7", "23")]
    [InlineData("search=CROSS", "1")]
    [InlineData("search=ébÈne%20100%25", "3")]
    [InlineData("search=nothing", "")]
    [InlineData("page=2&pageSize=3", "3")]
    [InlineData("page=9", "")]
    public async Task A_list_holds_what_was_asked_for_in_the_order_that_was_asked_for(string query, string ids)
    {
        var page = await app!.GetAsync($"v1/movies?{query}");

        Assert.Equal(ids, string.Concat(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=one", "page")]
    [InlineData("page=1&page=2", "page")]
    [InlineData("pageSize=501", "pageSize")]
    [InlineData("status=lost", "status")]
    [InlineData("status=1", "status")]
    [InlineData("monitored=yes", "monitored")]
    [InlineData("partial=2", "partial")]
    [InlineData("minCompleteness=101", "minCompleteness")]
    [InlineData("maxCompleteness=NaN", "maxCompleteness")]
    [InlineData("minCompleteness=80&maxCompleteness=20", "minCompleteness")]
    [InlineData("sort=colour", "sort")]
    [InlineData("order=up", "order")]
    [InlineData("colour=green", "colour")]
    public async Task A_wrong_query_is_refused_with_the_field_named(string query, string field)
    {
        using var answer = await app!.Http.GetAsync(new Uri($"v1/movies?{query}", UriKind.Relative), Cancelled);

        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, problem["field"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("v1/activity?limit=5", "limit", "known are kind, pageSize, after.")]
    [InlineData("v1/activity?kind=gossip", "kind", "must be one of webhook, poison.")]
    [InlineData("v1/activity?pageSize=201", "pageSize", "must be a number from 1 to 200.")]
    [InlineData("v1/activity?after=now", "after", "must be the 'next' of the page before.")]
    [InlineData("v1/jobs?state=running", "state", "this list takes none.")]
    public async Task Other_lists_refuse_a_wrong_query_just_so_and_tell_what_they_know(string path, string field, string told)
    {
        using var answer = await app!.Http.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, problem["field"]!.GetValue<string>()));
        Assert.EndsWith(told, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/movies")]
    [InlineData("v1/activity")]
    [InlineData("v1/jobs")]
    public async Task The_key_of_the_host_is_no_parameter_of_a_list(string path)
    {
        using var answer = await app!.Http.GetAsync(new Uri(path + "?code=let-me-in&clientId=default", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static LibraryEntry Entry(string id, string? name, int? year, TitleStatus status, double completeness, int? day) => new(
        TitleId.Movie(id),
        name,
        year,
        status,
        Monitored: true,
        completeness,
        Partial: false,
        day is { } days ? Then.AddDays(days) : null,
        Poster: null,
        new ExternalIds());
}
