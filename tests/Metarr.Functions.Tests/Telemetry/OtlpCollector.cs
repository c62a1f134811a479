using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>A span as it arrived at the collector.</summary>
internal sealed record ReceivedSpan(string TraceId, string SpanId, string ParentId, string Name);

/// <summary>Receives OTLP over HTTP with protobuf bodies, as a collector does.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedSpan> spans = new();
    private readonly ConcurrentDictionary<string, int> requests = new();
    private readonly ConcurrentQueue<string> bodies = new();
    private readonly WebApplication app;

    private OtlpCollector(WebApplication app) => this.app = app;

    /// <summary>The address to set as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public IReadOnlyList<ReceivedSpan> Spans => [.. spans];

    /// <summary>What was received, read as Latin text: enough to find a word in it.</summary>
    public IReadOnlyList<string> Bodies => [.. bodies];

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new OtlpCollector(builder.Build());
        collector.app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector.app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>How many bodies came of a signal: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public int CountOf(string signal) => requests.GetValueOrDefault(signal);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(string signal, HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        bodies.Enqueue(System.Text.Encoding.Latin1.GetString(bytes));
        if (signal == "traces")
        {
            foreach (var span in Read(bytes)) spans.Enqueue(span);
        }

        requests.AddOrUpdate(signal, 1, (_, before) => before + 1);
        http.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>The spans of an ExportTraceServiceRequest: resource_spans(1), scope_spans(2), spans(2).</summary>
    private static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        from resource in ProtobufFields.Of(request, 1)
        from scope in ProtobufFields.Of(resource, 2)
        from span in ProtobufFields.Of(scope, 2)
        select new ReceivedSpan(Hex(span, 1), Hex(span, 2), Hex(span, 4), System.Text.Encoding.UTF8.GetString(ProtobufFields.Of(span, 5).Single()));

    private static string Hex(byte[] span, int field) => Convert.ToHexStringLower(ProtobufFields.Of(span, field).FirstOrDefault() ?? []);
}
