using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Metarr.Functions.Orchestrations;

namespace Metarr.Functions.Storage;

/// <summary>One bulk run, and what became of it.</summary>
/// <param name="Request">What was asked for, with the run's id.</param>
/// <param name="State">How far it has come.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record BulkRun(BulkRequest Request, JobState State, DateTimeOffset CreatedAt)
{
    /// <summary>How many titles there are to do.</summary>
    public int Total { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>What it did, once it has ended.</summary>
    public BulkStatistics Statistics { get; init; } = new();

    /// <summary>The first titles that it could not enrich, once it has ended.</summary>
    public EquatableList<BulkFailure> Failures { get; init; } = [];

    /// <summary>Whether it has ended.</summary>
    [JsonIgnore]
    public bool IsFinished => State is JobState.Completed or JobState.Skipped or JobState.Failed;
}
