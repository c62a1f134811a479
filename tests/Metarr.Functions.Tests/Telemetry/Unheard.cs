using System.Diagnostics.Metrics;
using Metarr.Functions.Telemetry;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>Instruments that nobody listens to, for parts that are tested alone.</summary>
internal static class Unheard
{
    private static readonly Meter Meter = new("Metarr.Unheard");

    public static RunMetrics Metrics { get; } = new(Meter);
}
