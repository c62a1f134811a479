#if AZURE_FUNCTIONS
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry.Trace;
#endif
using Metarr.Functions.Telemetry;
using Metarr.Functions.Telemetry.Exporting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Metarr.Functions.Cloud;

/// <summary>Registers the exporters that are configured: in the cloud beside the host's own, elsewhere a pipeline of our own.</summary>
internal static class Exporters
{
#if AZURE_FUNCTIONS
    /// <summary>Hands spans, metrics and logs to Application Insights, to a collector, or to both.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="options">Where they go.</param>
    public static void AddExporters(this IServiceCollection services, TelemetryOptions options)
    {
        if (options.Otlp is null && options.ApplicationInsights is null) return;
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .ConfigureResource(Signals.Describe)
            .WithTracing(traces => Signals.Collect(traces))
            .WithMetrics(metrics => Signals.Collect(metrics))
            .WithLogging(configureBuilder: null, logs => logs.IncludeScopes = true);

        if (options.ApplicationInsights is not null) telemetry.UseAzureMonitorExporter(Prepare);
        if (options.Otlp is not null) telemetry.UseOtlpExporter();

        // After the Azure Monitor exporter, which puts in a sampler of its own, of five traces a second: the last one holds.
        telemetry.WithTracing(traces => traces.SetSampler(RunSampler.UnderHost(options.SampleRatio)));
    }

    private static void Prepare(AzureMonitorExporterOptions exporter)
    {
        // Application Insights takes telemetry from identities only; AZURE_CLIENT_ID says which one the app is.
        exporter.Credential = new DefaultAzureCredential();

        // A warning is worth as much where its trace is not told.
        exporter.EnableTraceBasedLogsSampler = false;
    }
#else
    /// <summary>Prints spans and metrics, hands them and the log to a collector, or both.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="options">Where they go.</param>
    public static void AddExporters(this IServiceCollection services, TelemetryOptions options)
    {
        if (!options.Console && options.Otlp is null) return;
        services.AddSingleton(options);
        services.AddHostedService<LocalPipeline>();
        if (options.Otlp is null) return;
        services.AddLogging(logging => logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.AddOtlpExporter();
        }));
    }
#endif
}
