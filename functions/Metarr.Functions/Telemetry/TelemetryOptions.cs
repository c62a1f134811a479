using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Telemetry;

/// <summary>Where telemetry goes. Nothing is sent, and next to nothing is done, unless one of these is set.</summary>
/// <param name="Console">Whether spans and metrics are printed to standard error, one line each (<c>Telemetry__Console</c>).</param>
/// <param name="Otlp">The collector's address (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>), or null. The exporter reads its other settings itself.</param>
/// <param name="ApplicationInsights">The connection string (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>), or null; used in Azure only.</param>
/// <param name="SampleRatio">The share of traces that are told, above 0 and at most 1 (<c>Telemetry__SampleRatio</c>).</param>
internal sealed record TelemetryOptions(bool Console, string? Otlp, string? ApplicationInsights, double SampleRatio)
{
    /// <summary>Whether telemetry goes anywhere.</summary>
    public bool IsOn => Console || Otlp is not null || ApplicationInsights is not null;

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <exception cref="InvalidOperationException">A setting cannot be used; the message names it.</exception>
    public static TelemetryOptions From(IConfiguration configuration)
    {
        var otlp = Given(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (otlp is not null && !Uri.IsWellFormedUriString(otlp, UriKind.Absolute))
        {
            throw new InvalidOperationException("OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://localhost:4318.");
        }

        var ratio = configuration.GetValue("Telemetry:SampleRatio", 1.0);
        return ratio is > 0 and <= 1
            ? new TelemetryOptions(
                configuration.GetValue("Telemetry:Console", false), otlp, Given(configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"]), ratio)
            : throw new InvalidOperationException("Telemetry:SampleRatio must be a number above 0 and at most 1.");
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
