using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>The figures are those of what has happened.</summary>
public sealed class MetricFlows(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_counted_as_its_own_summary_has_it()
    {
        await using var app = await TestApp.StartAsync(services);
        using var figures = new Figures(app.Services.GetRequiredService<Meter>());
        var film = BundledLibrary.Films.MinBy(film => BundledLibrary.ImageCountOf(film.TmdbId))!;
        var id = await app.RegisterAsync(film.TmdbId);

        var summary = (await EnrichAsync(app, id))["summary"]!.AsObject();

        Assert.Equal(1, figures[MetricNames.Runs, "completed", "movie"]);
        Assert.Equal(0, figures[MetricNames.RunsFailed, "movie"]);
        Assert.Equal(1, figures.CountOf(MetricNames.RunDuration, "movie"));
        Assert.Equal(Number(summary, "analyzed"), figures.Total(MetricNames.ImagesAnalyzed));
        Assert.Equal(Number(summary, "changed"), figures[MetricNames.SelectionChanges, "movie"]);
        Assert.InRange(figures.Total(MetricNames.DownloadedBytes), Number(summary, "downloadedBytes"), double.MaxValue);
        Assert.Equal(1, figures[MetricNames.ProviderCalls, "ok", "tmdb"]);
        Assert.Equal(1, figures.CountOf(MetricNames.QuotaWait, "tmdb"));
    }

    [Fact]
    public async Task A_run_that_fails_is_counted_as_failed()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms { Unknown = [4711] });
        using var figures = new Figures(app.Services.GetRequiredService<Meter>());

        await EnrichAsync(app, await app.RegisterAsync(4711));

        Assert.Equal(1, figures[MetricNames.Runs, "failed", "movie"]);
        Assert.Equal(1, figures[MetricNames.RunsFailed, "movie"]);
        Assert.Equal(1, figures[MetricNames.ProviderCalls, "not_found", "tmdb"]);
    }

    [Fact]
    public async Task Limits_and_outages_are_counted_until_quota_and_breaker_keep_calls_away()
    {
        var faults = new FaultScenario();
        faults.Replace([Rule("fanart", Fault.TooManyRequests), Rule("omdb", Fault.Unavailable)]);
        var logs = new LogLines();
        await using var app = await TestApp.StartAsync(services, faults, logs, FourProviders.Settings);
        using var figures = new Figures(app.Services.GetRequiredService<Meter>());
        var film = BundledLibrary.Films.First(film => film.TvdbId is not null && film.ImdbId is not null);
        var id = await RegisterWithoutArtAsync(app, film);

        for (var run = 0; run < 6; run++) await EnrichAsync(app, id, new { force = true });

        figures.Observe();
        Assert.Equal(6, figures[MetricNames.Runs, "completed", "movie"]);
        Assert.Equal(1, figures[MetricNames.ProviderRateLimits, "fanart"]);
        Assert.Equal(6, figures[MetricNames.ProviderCalls, "fanart", "rate_limited"]);
        Assert.Equal(5, figures[MetricNames.QuotaExhausted, "fanart"]);
        Assert.Equal(5, figures[MetricNames.ProviderCalls, "omdb", "unavailable"]);
        Assert.Equal(1, figures[MetricNames.ProviderCalls, "breaker_open", "omdb"]);
        Assert.Equal(1, figures[MetricNames.BreakerOpened, "omdb"]);
        Assert.Equal(2, figures[MetricNames.BreakerState, "omdb"]);
        Assert.Equal((true, 0), (figures.Has(MetricNames.BreakerState, "tmdb"), figures[MetricNames.BreakerState, "tmdb"]));
        Assert.Single(logs.All, line => line.Contains("The breaker of 'omdb' has opened", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_is_set_aside_is_counted()
    {
        await using var app = await TestApp.StartAsync(services);
        using var figures = new Figures(app.Services.GetRequiredService<Meter>());
        var prefix = app.Storage.Titles.Name[..^"Titles".Length];

        await app.Storage.Queue($"{prefix}-enrich-high-poison").SendMessageAsync("no message of ours", Cancelled);

        await WebhookSender.EventuallyAsync(
            () => Task.FromResult(figures[MetricNames.QueuePoison, "enrich-high"] > 0 ? "counted" : null), "It was not counted.");
        Assert.Equal(1, figures[MetricNames.QueuePoison, "enrich-high"]);
    }

    [Fact]
    public async Task Queues_and_cache_are_measured_when_somebody_collects_the_figures()
    {
        await using var app = await TestApp.StartAsync(services);
        var measures = app.Services.GetRequiredService<LibraryMeasures>();
        using var figures = new Figures(app.Services.GetRequiredService<Meter>());
        await EnrichAsync(app, await app.RegisterAsync(BundledLibrary.Films.MinBy(film => BundledLibrary.ImageCountOf(film.TmdbId))!.TmdbId));

        await measures.MeasureQueuesAsync(Cancelled);
        await measures.MeasureCacheAsync(Cancelled);

        var (files, bytes) = (0, 0L);
        await foreach (var blob in app.Storage.Assets.GetBlobsAsync(cancellationToken: Cancelled))
        {
            files++;
            bytes += blob.Properties.ContentLength ?? 0;
        }

        Assert.NotEqual(0, files);
        Assert.Equal((files, bytes), (figures[MetricNames.CacheFiles], figures[MetricNames.CacheSize]));
        string[] queues = ["webhooks", "enrich-urgent", "enrich-high", "enrich-normal", "publish"];
        Assert.All(queues, queue => Assert.True(figures.Has(MetricNames.QueueDepth, queue) && figures.Has(MetricNames.QueueAge, queue)));
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_storage_while_nobody_collects_the_figures()
    {
        const string Nowhere = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;QueueEndpoint=http://127.0.0.1:9/a;TableEndpoint=http://127.0.0.1:9/a;BlobEndpoint=http://127.0.0.1:9/a";
        var configuration = new ConfigurationManager();
        QueueNames.AddDefaults(configuration);
        var storage = new StorageClients(new StorageOptions(Nowhere, null, ""));
        using var meter = new Meter("Metarr.MetricFlows");
        var measures = new LibraryMeasures(meter, new WorkQueues(storage, configuration), storage, TimeProvider.System);

        await measures.MeasureQueuesAsync(Cancelled);
        await measures.MeasureCacheAsync(Cancelled);

        using var figures = new Figures(meter);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var asked = measures.MeasureCacheAsync(patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => asked);
    }

    /// <summary>Enriches a film and waits for the end of its orchestration: a run is counted after its job is written.</summary>
    private static async Task<JsonObject> EnrichAsync(TestApp app, string id, object? body = null)
    {
        var job = await app.EnrichAsync(id, body);
        await app.Durable.WaitForInstanceCompletionAsync(EnrichTitle.InstanceId(TitleId.Movie(id)), Cancelled);
        return job;
    }

    private static double Number(JsonObject summary, string name) => summary[name]!.GetValue<double>();

    private static FaultRule Rule(string provider, Fault fault) => new()
    {
        Provider = provider,
        Fault = fault,
        RetryAfter = fault is Fault.TooManyRequests ? RetryAfterForm.Seconds : RetryAfterForm.Absent,
        RetryAfterSeconds = 600,
    };

    private static async Task<string> RegisterWithoutArtAsync(TestApp app, Metarr.ProviderSimulator.SimulatedFilm film)
    {
        var id = await app.RegisterAsync(film.TmdbId);
        var row = await app.Titles.GetAsync(TitleId.Movie(id), Cancelled);
        var title = row.Title with { LockedTypes = [.. AssetTypes.All] };
        Assert.True(await app.Titles.TryReplaceAsync(row with { Title = title }, Cancelled));
        return id;
    }
}
