using System.Text.Json;

namespace Metarr.Benchmarks.Scale.Model;

/// <summary>List prices of Azure in US dollars; data, so that anybody can put in those of their region and day.</summary>
internal sealed record Prices
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>When they were written down.</summary>
    public required string AsOf { get; init; }

    /// <summary>Flex Consumption, a GB-second on demand.</summary>
    public required double FlexGbSecond { get; init; }

    /// <summary>Flex Consumption, a million executions on demand.</summary>
    public required double FlexMillionExecutions { get; init; }

    /// <summary>Tables, 10,000 calls; a transaction of many rows is one.</summary>
    public required double Table10K { get; init; }

    /// <summary>Queues, 10,000 calls.</summary>
    public required double Queue10K { get; init; }

    /// <summary>Blobs (hot, LRS), 10,000 reads.</summary>
    public required double BlobRead10K { get; init; }

    /// <summary>Blobs (hot, LRS), 10,000 writes or lists.</summary>
    public required double BlobWrite10K { get; init; }

    /// <summary>Blobs (hot, LRS), a GB for a month.</summary>
    public required double BlobGbMonth { get; init; }

    /// <summary>Traffic that leaves the region, a GB.</summary>
    public required double EgressGb { get; init; }

    /// <summary>Durable Task Scheduler, Consumption: 10,000 actions.</summary>
    public required double SchedulerActions10K { get; init; }

    /// <summary>Durable Task Scheduler, Dedicated: a capacity unit for a month.</summary>
    public required double SchedulerUnitMonth { get; init; }

    /// <summary>The prices above that nobody has looked up.</summary>
    public required IReadOnlyList<string> Assumed { get; init; }

    /// <summary>The prices of a file, or those that come along.</summary>
    /// <param name="path">The file; null for those that come along.</param>
    public static Prices Load(string? path = null) => path is null
        ? Measured.Embedded<Prices>("prices.json")
        : JsonSerializer.Deserialize<Prices>(File.ReadAllText(path), Measured.Json)!;
}
