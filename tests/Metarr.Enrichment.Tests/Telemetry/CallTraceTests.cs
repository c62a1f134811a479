using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Telemetry;
using Metarr.Enrichment.Tests.Providers;
using Metarr.Enrichment.Tests.Providers.Calls;
using static Metarr.Enrichment.Tests.Providers.ScriptedHandler;

namespace Metarr.Enrichment.Tests.Telemetry;

/// <summary>What is told of a call to a provider.</summary>
public sealed class CallTraceTests : IDisposable
{
    private const string Secret = "s3cr3t";

    private static readonly CallOptions Options = new();

    private readonly SkippingClock clock = new(Options.Timeout);
    private readonly Meter meter = new("Metarr.CallTraceTests");
    private readonly MeterListener hearing = new();
    private readonly ConcurrentDictionary<string, double> figures = new();
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;
    private readonly Activity caller = new("caller");

    public CallTraceTests()
    {
        caller.Start();
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == caller.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        hearing.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter == meter) to.EnableMeasurementEvents(instrument);
        };
        hearing.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        hearing.Start();
    }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_succeeds_at_the_third_try_is_one_span_with_its_refusals()
    {
        using var provider = new ScriptedHandler(Status(429, "7"), Status(503), Json("{}"));

        var span = await SendAsync(provider);

        Assert.Equal(("ok", 2, 200), (span.GetTagItem("metarr.outcome"), span.GetTagItem("metarr.retries"), span.GetTagItem("http.response.status_code")));
        Assert.Equal([429, 503], span.Events.Select(refusal => refusal.Tags.Single().Value));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(1, figures["metarr.provider.rate_limits tmdb"]);
        Assert.Equal(1, figures["metarr.provider.calls ok tmdb"]);
    }

    [Fact]
    public async Task A_call_that_fails_says_why_and_nothing_of_its_key()
    {
        using var provider = new ScriptedHandler(Status(500));

        var span = await SendAsync(provider);

        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("tmdb answered 500 when asked for /3/movie/603.", span.StatusDescription);
        Assert.Equal("/3/movie/603", span.GetTagItem("url.path"));
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains(Secret, StringComparison.Ordinal));
        Assert.Equal(1, figures["metarr.provider.calls tmdb unavailable"]);
    }

    [Fact]
    public void A_breaker_that_opens_is_told_once_by_the_call_that_opened_it()
    {
        var telemetry = new BreakerTelemetry(meter, clock);
        var opened = new List<string>();
        telemetry.Opened += (provider, _) => opened.Add(provider);

        telemetry.Saw("omdb", new BreakerState(Failures: 4), hasOpened: false);
        telemetry.Saw("omdb", new BreakerState(OpenUntil: clock.GetUtcNow() + BreakerState.OpenFor), hasOpened: true);
        telemetry.Saw("omdb", new BreakerState(OpenUntil: clock.GetUtcNow() + BreakerState.OpenFor), hasOpened: false);

        Assert.Equal(["omdb"], opened);
        Assert.Equal(1, figures["metarr.provider.breaker.opened omdb"]);
        Assert.Single(caller.Events, happened => happened.Name == "breaker opened");
    }

    [Fact]
    public void Work_that_was_laid_down_is_taken_up_in_its_trace_and_linked_to_the_host()
    {
        var laidDown = TraceCarrier.Current;
        using var host = new Activity("host").SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom()).Start();

        using var span = TraceCarrier.Resume("message", laidDown);

        Assert.Equal((caller.TraceId, caller.SpanId), (span!.TraceId, span.ParentSpanId));
        Assert.Equal(host.SpanId, Assert.Single(span.Links).Context.SpanId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no trace")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public void Work_with_a_malformed_trace_belongs_to_whoever_takes_it_up(string traceParent)
    {
        using var span = TraceCarrier.Resume("message", traceParent);

        Assert.Equal(caller.TraceId, span!.TraceId);
    }

    public void Dispose()
    {
        listener.Dispose();
        hearing.Dispose();
        meter.Dispose();
        caller.Dispose();
    }

    private async Task<Activity> SendAsync(ScriptedHandler provider)
    {
        using var client = new HttpClient(provider, disposeHandler: false);
        var gate = new OwnGate(clock);
        var http = new ProviderHttp(client, gate, new OwnBreaker(clock), clock, Options, new CallMetrics(meter));
        await http.SendAsync(
            new ProviderCall("tmdb", new Uri($"http://provider.test/3/movie/603?api_key={Secret}"), CallPriority.Interactive), Ending);
        return Assert.Single(ended, span => span.TraceId == caller.TraceId);
    }

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new List<string>();
        foreach (var tag in tags) values.Add($"{tag.Value}");
        figures.AddOrUpdate(string.Join(' ', values.Order(StringComparer.Ordinal).Prepend(instrument.Name)), value, (_, before) => before + value);
    }
}
