using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>One run, and what became of it.</summary>
/// <param name="Id">The run's id; sorts by time.</param>
/// <param name="TitleId">The title it works on.</param>
/// <param name="State">How far it has come.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record Job(string Id, TitleId TitleId, JobState State, DateTimeOffset CreatedAt)
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed or had nothing to do, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether providers are asked again although the last answer is fresh.</summary>
    public bool Forced { get; init; }

    /// <summary>The id of its trace, under which the log and collected spans tell of it; null when there is none.</summary>
    public string? TraceId { get; init; }

    /// <summary>What it did, once it is completed.</summary>
    public EnrichmentSummary? Summary { get; init; }

    /// <summary>Whether it has ended.</summary>
    [JsonIgnore]
    public bool IsFinished => State is JobState.Completed or JobState.Skipped or JobState.Failed;
}

/// <summary>How far a run has come.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Asked for, not yet begun.</summary>
    Queued,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>There was nothing to do.</summary>
    Skipped,

    /// <summary>It could not be done; the title is as it was.</summary>
    Failed,
}

/// <summary>What an enrichment did.</summary>
/// <param name="Candidates">How many candidates the title has.</param>
/// <param name="Analyzed">How many were looked at in this run.</param>
/// <param name="DownloadedBytes">How many bytes of images were downloaded in this run.</param>
/// <param name="Duplicates">How many candidates look like a selected one.</param>
/// <param name="Unusable">How many candidates could not be used.</param>
/// <param name="Selected">How many files are selected now, by asset type.</param>
/// <param name="Changed">How many choices are new.</param>
/// <param name="BestScore">The highest score among the selected.</param>
/// <param name="Completeness">Percent of the expected fields that are filled.</param>
/// <param name="Partial">Whether a provider or an image host was missing.</param>
/// <param name="RateLimitedProviders">Providers that asked to wait.</param>
/// <param name="Milliseconds">From the begin to the commit.</param>
public sealed record EnrichmentSummary(
    int Candidates,
    int Analyzed,
    long DownloadedBytes,
    int Duplicates,
    int Unusable,
    IReadOnlyDictionary<AssetType, int> Selected,
    int Changed,
    double BestScore,
    double Completeness,
    bool Partial,
    EquatableList<string> RateLimitedProviders,
    long Milliseconds)
{
    /// <summary>What was done for the title's people.</summary>
    public CastSummary? Cast { get; init; }

    /// <summary>Ids that providers state and that are not the title's; each tells that one of both may be another title's.</summary>
    public EquatableList<IdContradiction> IdContradictions { get; init; } = [];
}

/// <summary>What an enrichment did for a title's people.</summary>
/// <param name="People">How many people its cast has.</param>
/// <param name="Headshots">How many of them have a portrait that is kept.</param>
/// <param name="Downloaded">How many portraits were downloaded in this run.</param>
/// <param name="Failed">How many portraits could not be had in this run.</param>
public sealed record CastSummary(int People, int Headshots, int Downloaded, int Failed);
