using System.Diagnostics;

namespace Metarr.Enrichment.Telemetry;

/// <summary>Where the app's spans and metrics come from.</summary>
public static class TelemetryNames
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Source = "Metarr";

    /// <summary>The source of the app's spans. While nobody listens, starting one costs a comparison and gives null.</summary>
    public static ActivitySource Spans { get; } = new(Source);
}
