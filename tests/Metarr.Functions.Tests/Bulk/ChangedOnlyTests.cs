using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Tests.Bulk;

public sealed class ChangedOnlyTests(LocalServices services)
{
    private const string ChangesRoute = "movie/changes";

    [Fact]
    public async Task Changed_only_takes_the_titles_that_TMDB_lists_and_no_other()
    {
        var films = BulkApp.SmallFilms(4);
        await using var app = await TestApp.StartAsync(services, new ListOfChanges(films[1], films[3], 77));
        await app.RegisterAsync(films);

        var job = await app.RunBulkAsync(new { changedOnly = true });

        Assert.Equal((2, 2), (job["progress"]!["total"]!.GetValue<int>(), job.Count("updated")));
        foreach (var film in films)
        {
            var status = (await app.GetAsync($"v1/movies/{film}"))["status"]!.GetValue<string>();
            Assert.Equal(film == films[1] || film == films[3] ? "enriched" : "discovered", status);
        }
    }

    [Fact]
    public async Task When_TMDB_does_not_say_what_changed_the_run_fails_with_a_sentence_and_a_later_one_can_begin()
    {
        var faults = new FaultScenario([new FaultRule { Fault = Fault.InternalError, Provider = "tmdb" }]);
        await using var app = await TestApp.StartAsync(services, faults, ("Providers:BackgroundRetries", "0"));
        await app.RegisterAsync(BulkApp.SmallFilms(1));

        var failed = await app.RunBulkAsync(new { changedOnly = true });
        faults.Replace([]);
        var later = await app.RunBulkAsync();

        Assert.Equal("failed", failed["state"]!.GetValue<string>());
        Assert.Contains("changes", failed["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, later.Count("updated"));
    }

    /// <summary>Answers what TMDB says when it is asked for changes.</summary>
    private sealed class ListOfChanges(params int[] films) : IFaultSource
    {
        public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next) =>
            context.Request.Path.Value!.EndsWith(ChangesRoute, StringComparison.Ordinal)
                ? context.Response.WriteAsJsonAsync(new
                {
                    results = films.Select(id => new { id, adult = false }), page = 1, total_pages = 1, total_results = films.Length,
                })
                : next(context);
    }
}
