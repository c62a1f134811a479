using Metarr.Functions.Telemetry;
using Metarr.Functions.Telemetry.Exporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Benchmarks.Telemetry;

/// <summary>A collector that takes all and keeps nothing but the count of its bytes.</summary>
internal sealed class SpanSink : IAsyncDisposable
{
    private readonly WebApplication app;
    private long bytes;

    private SpanSink(WebApplication app) => this.app = app;

    /// <summary>How many bytes it was sent.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public static async Task<SpanSink> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new SpanSink(builder.Build());
        sink.app.MapPost("/v1/{signal}", sink.TakeAsync);
        await sink.app.StartAsync(cancellationToken);
        return sink;
    }

    /// <summary>The app's own pipeline, which sends here.</summary>
    public LocalPipeline CreatePipeline()
    {
        var address = app.Urls.First();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        }).Build();
        return new LocalPipeline(TelemetryOptions.From(configuration), configuration, NullLogger<LocalPipeline>.Instance);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var buffer = new byte[64 * 1024];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read) Interlocked.Add(ref bytes, read);
    }
}
