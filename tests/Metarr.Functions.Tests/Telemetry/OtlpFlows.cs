using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Tests.Chaos;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;
using Metarr.Tests.Ports;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>What a collector receives over OTLP.</summary>
public sealed class OtlpFlows(LocalServices services)
{
    private const int Film = 4711;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_receives_spans_metrics_and_logs_of_a_run_and_no_secret()
    {
        await using var collector = await OtlpCollector.StartAsync();
        const string Trace = "6bf92f3577b34da6a3ce929d0e0e4738";
        using var logs = new LogLines();
        var app = await TestApp.StartAsync(services, new PlainFilms(), logs, [.. Settings(collector.Address)]);
        var entry = await SendAsync(app, Trace);
        var done = await app.WaitForAsync(entry, told => WebhookSender.State(told) is "done");
        await app.WaitAsync(done["jobId"]!.GetValue<string>());
        await app.Durable.WaitForInstanceCompletionAsync(EnrichTitle.InstanceId(TitleId.Movie($"{Film}")), Cancelled);

        // Stopping finishes the message at work and sends what is left; nothing of the last run may be lost.
        await app.DisposeAsync();

        var names = collector.Spans.Where(span => span.TraceId == Trace).Select(span => span.Name).ToHashSet();
        string[] expected = ["POST RadarrWebhook", "message enrich-urgent", "orchestration:EnrichTitle", "activity:CompleteEnrichment", "provider tmdb"];
        Assert.Superset(expected.ToHashSet(), names);
        Assert.NotEqual(0, collector.CountOf("metrics"));
        Assert.NotEqual(0, collector.CountOf("logs"));
        Assert.Contains(collector.Bodies, body => body.Contains("metarr.runs", StringComparison.Ordinal));
        Assert.Contains(collector.Bodies, body => body.Contains("Orchestration {Name}", StringComparison.Ordinal) || body.Contains("Orchestration EnrichTitle", StringComparison.Ordinal));
        Assert.All(FourProviders.Secrets, secret => Assert.DoesNotContain(collector.Bodies, body => body.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_goes_on_in_the_same_trace()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var simulator = ReservedPort.Take();
        var folder = Directory.CreateTempSubdirectory("metarr-telemetry-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            var environment = Settings(collector.Address).ToDictionary(setting => setting.Key, setting => setting.Value);
            using (var demo = DemoProcess.Start(data, films: 6, simulator, environment))
            {
                await WebhookSender.EventuallyAsync(
                    () => Task.FromResult(collector.Spans.FirstOrDefault(span => span.Name == "activity:AnalyzeAsset")), "No run has come to its images.");
                await demo.KillAsync(TimeSpan.Zero, Cancelled);
            }

            var before = collector.Spans;
            await DemoProcess.RunAsync(data, films: 6, simulator, Cancelled, environment);

            var begun = before.Where(span => span.Name.StartsWith("activity:", StringComparison.Ordinal)).Select(span => span.TraceId).ToHashSet();
            var ended = collector.Spans.Skip(before.Count).Where(span => span.Name == "orchestration:EnrichTitle").Select(span => span.TraceId);
            Assert.NotEmpty(begun.Intersect(ended));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_collector_that_does_not_answer_disturbs_no_run()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), [.. Settings("http://127.0.0.1:9")]);

        var job = await app.EnrichAsync(await app.RegisterAsync(Film));

        Assert.Equal("completed", job["state"]!.GetValue<string>());
    }

    private static IEnumerable<(string Key, string Value)> Settings(string collector) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "2000"),
        ("OTEL_BSP_SCHEDULE_DELAY", "50"),
    ];

    private static async Task<string> SendAsync(TestApp app, string trace)
    {
        using var answer = await app.PostWebhookAsync(
            RadarrBodies.Download(Film), headers: ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));
        return (await TestApp.DataAsync(answer))["id"]!.GetValue<string>();
    }
}
