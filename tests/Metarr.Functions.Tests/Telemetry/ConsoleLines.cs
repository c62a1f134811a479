using System.Diagnostics;
using Metarr.Functions.Telemetry.Exporting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>What the console shows, and what is not shown at all.</summary>
public sealed class ConsoleLines
{
    [Fact]
    public void A_span_is_a_line_with_its_trace_time_name_facts_and_failure()
    {
        using var span = new Activity("provider tmdb");
        span.Start();
        span.SetTag("metarr.outcome", "unavailable").SetTag("az.client_request_id", "4711").SetStatus(ActivityStatusCode.Error, "It is down.");
        span.Stop();

        var line = ConsoleSpanExporter.Line(span);

        Assert.StartsWith("span ", line, StringComparison.Ordinal);
        Assert.Contains($" {span.TraceId.ToHexString()[..8]} ", line, StringComparison.Ordinal);
        Assert.EndsWith("ms  provider tmdb metarr.outcome=unavailable error=\"It is down.\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_series_of_a_metric_is_a_line()
    {
        using var written = new StringWriter();
        using var meter = new System.Diagnostics.Metrics.Meter("Metarr.ConsoleLines");
        var calls = meter.CreateCounter<long>("metarr.test.calls", "{call}");
        var waits = meter.CreateHistogram<double>("metarr.test.wait", "s");
        var others = meter.CreateCounter<long>("others.calls");
        using (var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddReader(new BaseExportingMetricReader(new ConsoleMetricExporter(written)))
            .Build())
        {
            calls.Add(2, new KeyValuePair<string, object?>("metarr.provider", "tmdb"));
            calls.Add(3, new KeyValuePair<string, object?>("metarr.provider", "omdb"));
            waits.Record(0.25);
            waits.Record(0.75);
            others.Add(1);
            provider.ForceFlush();
        }

        var text = written.ToString();
        Assert.Contains("metarr.test.calls 2 {call} metarr.provider=tmdb", text, StringComparison.Ordinal);
        Assert.Contains("metarr.test.calls 3 {call} metarr.provider=omdb", text, StringComparison.Ordinal);
        Assert.Contains("metarr.test.wait n=2 mean=0.5 max=0.75 s", text, StringComparison.Ordinal);
        Assert.DoesNotContain("others", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActivityKind.Client, SamplingDecision.Drop)]
    [InlineData(ActivityKind.Server, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Consumer, SamplingDecision.RecordAndSample)]
    public void A_call_that_belongs_to_no_trace_is_not_told(ActivityKind kind, SamplingDecision expected)
    {
        var decision = RunSampler.Of(1).ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), "GET", kind)).Decision;

        Assert.Equal(expected, decision);
    }

    [Fact]
    public void A_call_within_a_trace_that_is_told_is_told_whatever_the_share()
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        var decision = RunSampler.Of(0.000001).ShouldSample(new SamplingParameters(parent, parent.TraceId, "GET", ActivityKind.Client)).Decision;

        Assert.Equal(SamplingDecision.RecordAndSample, decision);
    }

    [Fact]
    public void Under_a_host_that_tells_every_trace_the_share_is_of_whole_traces()
    {
        var sampler = RunSampler.UnderHost(0.5);
        var traces = Enumerable.Range(0, 200).Select(_ => ActivityTraceId.CreateRandom()).ToList();

        var decisions = traces.ConvertAll(trace => Decide(trace));

        Assert.Equal(decisions, traces.ConvertAll(trace => Decide(trace)));
        Assert.InRange(decisions.Count(decision => decision is SamplingDecision.RecordAndSample), 50, 150);

        SamplingDecision Decide(ActivityTraceId trace)
        {
            var host = new ActivityContext(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
            return sampler.ShouldSample(new SamplingParameters(host, trace, "Invoke", ActivityKind.Server)).Decision;
        }
    }

    [Fact]
    public void Under_a_host_a_call_within_a_step_that_is_told_is_told()
    {
        var step = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        var decision = RunSampler.UnderHost(0.000001).ShouldSample(new SamplingParameters(step, step.TraceId, "GET", ActivityKind.Client)).Decision;

        Assert.Equal(SamplingDecision.RecordAndSample, decision);
    }
}
