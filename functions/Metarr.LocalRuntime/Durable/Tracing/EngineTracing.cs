namespace Metarr.LocalRuntime.Durable.Tracing;

/// <summary>How the engine's spans are found.</summary>
public static class EngineTracing
{
    /// <summary>The name of the engine's activity source; its spans are those of orchestrations and activities.</summary>
    public const string SourceName = "Metarr.LocalRuntime";
}
