using System.Diagnostics;
using System.Net;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>Whatever a request sets in motion is one trace, and no span knows a secret.</summary>
public sealed class TraceFlows(LocalServices services)
{
    private const string HookKey = "hook-key-never-to-be-seen";

    private static readonly int Film = BundledLibrary.Films[2].TmdbId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_its_messages_and_its_run_are_one_trace()
    {
        using var trace = new TraceRecorder();
        await using var app = await TestApp.StartAsync(services);

        await SendAsync(app, trace, "webhooks/radarr");
        var run = await EndOfRunAsync(trace);

        var received = Assert.Single(trace.Named("POST RadarrWebhook"));
        var webhook = Assert.Single(trace.Named("message webhooks"));
        var enrich = Assert.Single(trace.Named("message enrich-urgent"));
        Assert.Equal(trace.CallerSpanId, received.ParentSpanId);
        Assert.Equal(received.SpanId, webhook.ParentSpanId);
        Assert.Equal(webhook.SpanId, enrich.ParentSpanId);
        Assert.Equal(enrich.SpanId, run.ParentSpanId);
        var jobId = Assert.IsType<string>(trace.Named("activity:BeginEnrichment").Single().GetTagItem("metarr.job.id"));
        Assert.Equal(trace.TraceId.ToString(), (await app.GetAsync($"v1/jobs/{jobId}"))["traceId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_tells_its_activities_their_calls_downloads_and_storage()
    {
        using var trace = new TraceRecorder();
        await using var app = await TestApp.StartAsync(services);

        await SendAsync(app, trace, "webhooks/radarr");
        var run = await EndOfRunAsync(trace);

        var activities = trace.Spans.Where(span => span.ParentSpanId == run.SpanId).ToList();
        string[] steps = ["BeginEnrichment", "FetchProvider", "ListCandidates", "ScoreAndSelect", "AnalyzeAsset", "CacheAsset", "FetchCast", "CompleteEnrichment"];
        Assert.All(steps, step => Assert.Contains(activities, span => span.DisplayName == "activity:" + step));
        Assert.All(activities, span => Assert.Equal($"movie-{Film}", span.GetTagItem("metarr.title.id")));
        Assert.All(activities, span => Assert.Contains(trace.Spans, child => IsStorage(child) && child.ParentSpanId == span.SpanId));

        var call = Assert.Single(trace.Named("provider tmdb"));
        Assert.Equal("activity:FetchProvider", Parent(trace, call).DisplayName);
        Assert.Equal(("ok", 200, 0), (call.GetTagItem("metarr.outcome"), call.GetTagItem("http.response.status_code"), call.GetTagItem("metarr.retries")));
        var download = trace.Named("download image")[0];
        Assert.Contains(Parent(trace, download).DisplayName, (string[])["activity:AnalyzeAsset", "activity:CacheHeadshot"]);
        Assert.Equal(app.Simulator.BaseAddress.Authority, download.GetTagItem("server.address"));
    }

    [Fact]
    public async Task Neither_spans_nor_the_log_know_a_secret_even_when_all_goes_wrong()
    {
        using var trace = new TraceRecorder();
        var logs = new LogLines();
        var faults = new FaultScenario();
        faults.Replace([Rule("tvdb", Fault.InternalError), Rule("fanart", Fault.TooManyRequests), Rule("omdb", Fault.ExpiredCredential)]);
        await using var app = await TestApp.StartAsync(services, faults, logs, [.. FourProviders.Settings, ("Webhooks:Key", HookKey)]);

        await SendAsync(app, trace, $"webhooks/radarr?code={HookKey}");
        await EndOfRunAsync(trace);

        Assert.All(
            (string[])["provider tmdb", "provider tvdb", "provider fanart", "provider omdb"], name => Assert.NotEmpty(trace.Named(name)));
        var accountKey = services.Storage.Split("AccountKey=")[1].Split(';')[0];
        string[] secrets = [.. FourProviders.Secrets, HookKey, accountKey];
        var told = trace.Texts.Concat(logs.All).ToList();
        Assert.All(secrets, secret => Assert.DoesNotContain(told, text => text.Contains(secret, StringComparison.Ordinal)));
    }

    private static FaultRule Rule(string provider, Fault fault) => new() { Provider = provider, Fault = fault, RetryAfterSeconds = 40, RetryAfter = RetryAfterForm.Seconds };

    private static async Task SendAsync(TestApp app, TraceRecorder trace, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = new StringContent(RadarrBodies.Download(Film), System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add(trace.Header.Name, trace.Header.Value);
        using var answer = await app.Http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    /// <summary>The run's span, once all that belongs to it has ended, too: each message is worked on, and every span's parent is told.</summary>
    private static async Task<Activity> EndOfRunAsync(TraceRecorder trace)
    {
        string[] ends = ["POST RadarrWebhook", "message webhooks", "message enrich-urgent", "orchestration:EnrichTitle"];
        await WebhookSender.EventuallyAsync(
            () => Task.FromResult(Array.TrueForAll(ends, name => trace.Named(name).Count > 0) && Orphans(trace).Count == 0 ? trace : null),
            "The run has not ended.");
        return Assert.Single(trace.Named("orchestration:EnrichTitle"));
    }

    /// <summary>The spans whose parent is not told, or not yet.</summary>
    private static List<Activity> Orphans(TraceRecorder trace)
    {
        var spans = trace.Spans;
        var known = spans.Select(span => span.SpanId).Append(trace.CallerSpanId).ToHashSet();
        return [.. spans.Where(span => !known.Contains(span.ParentSpanId))];
    }

    private static Activity Parent(TraceRecorder trace, Activity span) => trace.Spans.Single(parent => parent.SpanId == span.ParentSpanId);

    private static bool IsStorage(Activity span) => span.Source.Name == "Azure.Core.Http";
}
