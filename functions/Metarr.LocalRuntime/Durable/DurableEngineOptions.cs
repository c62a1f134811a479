using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace Metarr.LocalRuntime.Durable;

/// <summary>Where the engine keeps its history and how much it does at once.</summary>
public sealed record DurableEngineOptions
{
    /// <summary>The folder of the history; made if it does not exist. One process at a time may use it.</summary>
    public required string Directory { get; init; }

    /// <summary>The most activities that run at the same time, over all instances; at least 1.</summary>
    public int MaxConcurrentActivities { get; init; } = 32;

    /// <summary>The most orchestrators that take up events at the same time; waiting ones do not count. At least 1.</summary>
    public int MaxConcurrentOrchestrators { get; init; } = 16;

    /// <summary>Writes and reads inputs and outputs. The default is what the isolated worker uses unless it is told otherwise:
    /// System.Text.Json with property names matched without regard to case.</summary>
    public DataConverter DataConverter { get; init; } =
        new JsonDataConverter(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });

    /// <summary>The size in bytes below which the history file is not replaced by a shorter one.</summary>
    internal long LeastRewriteBytes { get; init; } = 16 * 1024 * 1024;
}
