using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Metarr.Functions.Telemetry.Exporting;

/// <summary>Collects spans and metrics from before the first function runs until after the last one has ended.</summary>
internal sealed class LocalPipeline(TelemetryOptions options, IConfiguration configuration, ILogger<LocalPipeline> logger)
    : IHostedService, IDisposable
{
    private const int PrintEveryMilliseconds = 15_000;

    /// <summary>What the host tells by itself in the cloud: the engine, and requests to the app.</summary>
    private static readonly string[] Sources = ["Metarr.LocalRuntime", "Microsoft.AspNetCore"];

    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "System.Runtime"];

    private OpenTelemetrySdk? sdk;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        sdk = OpenTelemetrySdk.Create(telemetry =>
        {
            // The exporter reads its address, headers and protocol from here, wherever the app has them from.
            telemetry.Services.AddSingleton(configuration);
            telemetry.ConfigureResource(Signals.Describe)
                .WithTracing(traces => Print(Signals.Collect(traces).AddSource(Sources).SetSampler(RunSampler.Of(options.SampleRatio))))
                .WithMetrics(metrics => Print(Signals.Collect(metrics).AddMeter(Meters)));
            if (options.Otlp is not null) telemetry.UseOtlpExporter();
        });
        TelemetryLogs.Sending(logger, string.Join(" and ", Destinations()));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // What was collected last is sent before the process ends.
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sdk?.Dispose();
        sdk = null;
    }

    private IEnumerable<string> Destinations()
    {
        if (options.Console) yield return "standard error";
        if (options.Otlp is not { } collector) yield break;

        // Not the whole address: it may hold a name and a password.
        var address = new Uri(collector);
        yield return $"{address.Host}:{address.Port}";
    }

    private void Print(TracerProviderBuilder traces)
    {
        if (options.Console) traces.AddProcessor(new SimpleActivityExportProcessor(new ConsoleSpanExporter(Console.Error)));
    }

    private void Print(MeterProviderBuilder metrics)
    {
        if (!options.Console) return;
        metrics.AddReader(new PeriodicExportingMetricReader(new ConsoleMetricExporter(Console.Error), PrintEveryMilliseconds));
    }
}
