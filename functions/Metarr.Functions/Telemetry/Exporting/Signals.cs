using Metarr.Enrichment.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Metarr.Functions.Telemetry.Exporting;

/// <summary>What is collected, wherever it goes.</summary>
internal static class Signals
{
    /// <summary>The sources of spans: the app, and calls to the storage.</summary>
    /// <remarks>The sources of HTTP clients are left out on purpose: their spans would know addresses with keys in them.</remarks>
    private static readonly string[] Sources = [TelemetryNames.Source, "Azure.Core.Http"];

    /// <summary>Says what the app is called; <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> win.</summary>
    public static void Describe(ResourceBuilder resource) => resource
        .AddService("metarr", serviceVersion: typeof(Signals).Assembly.GetName().Version?.ToString(3))
        .AddEnvironmentVariableDetector();

    /// <summary>Collects spans.</summary>
    public static TracerProviderBuilder Collect(TracerProviderBuilder traces) => traces.AddSource(Sources);

    /// <summary>Collects metrics.</summary>
    public static MeterProviderBuilder Collect(MeterProviderBuilder metrics) => metrics.AddMeter(TelemetryNames.Source);
}
