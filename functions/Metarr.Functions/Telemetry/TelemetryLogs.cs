using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Telemetry;

/// <summary>What is logged about telemetry, and what telemetry makes known.</summary>
internal static partial class TelemetryLogs
{
    [LoggerMessage(601, LogLevel.Warning, "The breaker of '{Provider}' has opened: it failed several times in a row and is left alone until {Until:u}")]
    public static partial void BreakerOpened(ILogger logger, string provider, DateTimeOffset until);

    [LoggerMessage(603, LogLevel.Information, "'{Function}' is asked by '{CorrelationId}'")]
    public static partial void Asked(ILogger logger, string function, string correlationId);

    [LoggerMessage(602, LogLevel.Information, "Telemetry goes to {Destinations}")]
    public static partial void Sending(ILogger logger, string destinations);
}
