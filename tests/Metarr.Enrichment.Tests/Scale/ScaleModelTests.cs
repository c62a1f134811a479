using Metarr.Benchmarks.Scale;
using Metarr.Benchmarks.Scale.Model;

namespace Metarr.Enrichment.Tests.Scale;

public sealed class ScaleModelTests
{
    private static readonly Assumptions Given = new();

    private static readonly TitleCost Title = new()
    {
        Activities = 10, Orchestrations = 1, Episodes = 8, TmdbCalls = 1, TvdbCalls = 1, FanartCalls = 1, OmdbCalls = 1, Images = 20, CpuSeconds = 0.1,
    };

    private static readonly TitleCost Known = Title with { TmdbCalls = 0, TvdbCalls = 0, FanartCalls = 0, OmdbCalls = 0, Images = 0 };

    [Fact]
    public void The_document_says_what_the_model_says()
    {
        using var stream = typeof(ScaleModelTests).Assembly.GetManifestResourceStream("scale.md")!;
        using var reader = new StreamReader(stream);
        var document = reader.ReadToEnd();
        var measured = Measured.Load();

        var anew = ScaleDocument.Filled(document, ScaleDocument.Tables(measured, Forecast.Of(measured, Prices.Load(), Given)));

        Assert.Equal(anew, document);
    }

    [Fact]
    public void A_quota_serves_at_its_rate_and_no_more_than_its_day()
    {
        var quota = new Quota(perSecond: 2, perDay: 3);

        Assert.Equal([0.5, 1.0, 1.5, null], Enumerable.Range(0, 4).Select(_ => quota.Take(0, 1)));
        Assert.Equal(86_400.5, quota.Take(86_400, 1));
        Assert.Equal((4, 1), (quota.Calls, quota.Refused));
    }

    [Fact]
    public void A_run_takes_at_least_as_long_as_its_scarcest_quota()
    {
        var slow = Given with { PerSecond = (40, 10, 0.1, 100) };

        var run = new Simulation(Title, null, slow, seed: 1).Run(Demand.OneLibrary(100));

        Assert.InRange(run.Seconds, 1000, 1100);
        Assert.Equal(100, run.Calls["fanart"]);
    }

    [Fact]
    public void A_wider_window_is_faster_until_something_else_limits()
    {
        var four = new Simulation(Title, null, Given, seed: 1).Run(Demand.OneLibrary(500)).Seconds;
        var eight = new Simulation(Title, null, Given with { Window = 8 }, seed: 1).Run(Demand.OneLibrary(500)).Seconds;
        var many = new Simulation(Title, null, Given with { Window = 500 }, seed: 1).Run(Demand.OneLibrary(500)).Seconds;

        Assert.InRange(eight, 0.45 * four, 0.6 * four);
        Assert.InRange(many, 500 * Title.Images / Given.PerSecond.Images, 500 * Title.Images / Given.PerSecond.Images * 1.3);
    }

    [Fact]
    public void Days_of_OMDb_that_are_spent_leave_titles_without_rating_and_hold_nobody_up()
    {
        var run = new Simulation(Title, null, Given with { OmdbPerDay = 30 }, seed: 1).Run(Demand.OneLibrary(100));

        Assert.Equal((30, 70), (run.Calls["omdb"], run.WithoutRating));
        Assert.True(run.Seconds < 3600);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        static SimulatedRun Run() => new Simulation(Title, Known, Given, seed: 7).Run(Demand.ManyLibraries(20, 50, 500, days: 1, seed: 7));

        var (once, again) = (Run(), Run());

        Assert.Equal((once.Seconds, once.Fetched, once.WithoutRating), (again.Seconds, again.Fetched, again.WithoutRating));
    }

    [Fact]
    public void What_is_shared_is_fetched_once_while_it_is_fresh()
    {
        var demand = new Demand([.. Enumerable.Repeat(Enumerable.Range(0, 10).ToArray(), 50)], Catalogue: 10, [.. Enumerable.Repeat(0.0, 50)]);

        var sharing = new Simulation(Title, Known, Given, seed: 1).Run(demand);
        var alone = new Simulation(Title, null, Given, seed: 1).Run(demand);

        Assert.Equal((10, 500), (sharing.Fetched, alone.Fetched));
        Assert.Equal((10, 500), (sharing.Calls["tmdb"], alone.Calls["tmdb"]));
        Assert.Equal(200, sharing.Calls["images"]);
    }

    [Fact]
    public void Popular_films_are_owned_by_many_and_every_library_has_each_once()
    {
        var demand = Demand.ManyLibraries(200, 100, 5000, days: 30, seed: 3);

        Assert.All(demand.Films, films => Assert.Equal(films.Length, films.Distinct().Count()));
        var owners = demand.Films.SelectMany(films => films).CountBy(film => film).ToDictionary();
        Assert.True(owners[0] > 10 * owners.Where(pair => pair.Key >= 2500).Average(pair => pair.Value));
    }

    [Fact]
    public void Refreshes_of_popular_films_cost_a_call_for_each_freshness_at_most()
    {
        var demand = new Demand([.. Enumerable.Repeat(new[] { 0 }, 10_000)], Catalogue: 1, [.. Enumerable.Repeat(0.0, 10_000)]);

        Assert.Equal(14_000, demand.RefreshesAMonth(1.4, freshHours: 0), 6);
        Assert.InRange(demand.RefreshesAMonth(1.4, freshHours: 24), 30, 30.4);
    }

    [Fact]
    public void A_message_of_a_durable_step_is_put_fetched_and_deleted()
    {
        var bill = DurableBill.Of(new TitleCost { Activities = 3, Orchestrations = 1, Timers = 1, Episodes = 4 });

        Assert.Equal(new DurableBill(QueueCalls: 27, TableCalls: 12, Actions: 9), bill);
    }

    [Fact]
    public void A_document_without_a_place_for_a_table_is_told() =>
        Assert.Throws<InvalidDataException>(() => ScaleDocument.Filled("# Nothing", new Dictionary<string, string> { ["prices"] = "" }));
}
