using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Orchestrations;

/// <summary>Asks for the enrichment of the library.</summary>
/// <param name="JobId">The run.</param>
/// <param name="MissingOnly">Whether only titles are taken that are incomplete, had to do without a provider or an image host, or were never enriched.</param>
/// <param name="ChangedOnly">Whether only titles are taken that TMDB lists as changed.</param>
/// <param name="Force">Whether titles are enriched although their last enrichment is fresh.</param>
/// <param name="RequireComplete">Whether the first rate limit ends the run, so that what is left of the quota is kept for people.</param>
public sealed record BulkRequest(string JobId, bool MissingOnly, bool ChangedOnly, bool Force, bool RequireComplete)
{
    /// <summary>Whether art is chosen anew by the present settings from what is known, and no provider is asked.</summary>
    public bool ChoosingOnly { get; init; }
}

/// <summary>What a bulk run has done so far.</summary>
/// <param name="Processed">How many titles it has come to the end of.</param>
/// <param name="Updated">How many of them were enriched.</param>
/// <param name="Skipped">How many needed nothing, or were being worked on by another run.</param>
/// <param name="Failed">How many could not be enriched.</param>
/// <param name="Stopped">Whether it ended, or is about to end, before the last title.</param>
/// <param name="StopReason">Why, in a sentence.</param>
public sealed record BulkStatistics(
    int Processed = 0, int Updated = 0, int Skipped = 0, int Failed = 0, bool Stopped = false, string? StopReason = null)
{
    /// <summary>The figures with one more title.</summary>
    /// <param name="outcome">What became of the title.</param>
    /// <returns>The new figures.</returns>
    /// <remarks>A title at which a rate limit ended the run counts as not processed: it is still to be done.</remarks>
    public BulkStatistics And(BulkOutcome outcome) => outcome switch
    {
        BulkOutcome.Updated => this with { Processed = Processed + 1, Updated = Updated + 1 },
        BulkOutcome.Skipped => this with { Processed = Processed + 1, Skipped = Skipped + 1 },
        BulkOutcome.Failed => this with { Processed = Processed + 1, Failed = Failed + 1 },
        _ => this,
    };

    /// <summary>The figures of a run that ends early; the first reason stays.</summary>
    /// <param name="reason">Why, in a sentence.</param>
    /// <returns>The new figures.</returns>
    public BulkStatistics Stop(string reason) => Stopped ? this : this with { Stopped = true, StopReason = reason };
}

/// <summary>A title that a bulk run could not enrich.</summary>
/// <param name="Id">The title.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record BulkFailure(TitleId Id, string Reason);

/// <summary>What became of a title of a bulk run.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BulkOutcome>))]
public enum BulkOutcome
{
    /// <summary>It was enriched.</summary>
    Updated,

    /// <summary>It needed nothing, or another run was working on it.</summary>
    Skipped,

    /// <summary>It could not be enriched.</summary>
    Failed,

    /// <summary>A provider asked to wait, and the run was to be complete.</summary>
    Limited,
}

/// <summary>Where a bulk run stands; the input of its orchestration, which starts over with it every few hundred titles.</summary>
/// <param name="Request">What was asked for.</param>
public sealed record BulkState(BulkRequest Request)
{
    /// <summary>How many failures are named; all are counted.</summary>
    public const int NamedFailures = 20;

    /// <summary>The last title that was read, or null at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many titles there are to do, or null until they have been counted.</summary>
    public int? Total { get; init; }

    /// <summary>What was done so far.</summary>
    public BulkStatistics Statistics { get; init; } = new();

    /// <summary>The first <see cref="NamedFailures"/> titles that could not be enriched.</summary>
    public EquatableList<BulkFailure> Failures { get; init; } = [];
}

/// <summary>Whether a bulk run may go on.</summary>
/// <param name="Total">How many titles there are to do.</param>
/// <param name="Refusal">Why it may not, in a sentence, or null.</param>
public sealed record BulkBegun(int Total, string? Refusal);

/// <summary>Asks for the next titles of a bulk run.</summary>
/// <param name="Request">The run.</param>
/// <param name="Cursor">The last title that was read, or null at the beginning.</param>
public sealed record PageRequest(BulkRequest Request, string? Cursor);

/// <summary>The next titles of a bulk run.</summary>
/// <param name="Ids">The titles, in the order of the library's rows.</param>
/// <param name="Next">Where the next page begins, or null when there is none.</param>
/// <param name="Window">How many titles are at work at the same time.</param>
public sealed record TitlePage(EquatableList<TitleId> Ids, string? Next, int Window);

/// <summary>Asks whether a bulk run may start a title now.</summary>
/// <param name="JobId">The run.</param>
/// <param name="Title">The run of the title.</param>
/// <param name="Total">How many titles there are to do.</param>
/// <param name="Statistics">What was done so far.</param>
public sealed record AdmissionRequest(string JobId, EnrichRequest Title, int Total, BulkStatistics Statistics);

/// <summary>Whether a bulk run may start a title.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Admission>))]
public enum Admission
{
    /// <summary>It may.</summary>
    Start,

    /// <summary>Not yet: a webhook or a person waits.</summary>
    Wait,

    /// <summary>It need not: the title is fresh, or another run is working on it.</summary>
    Skip,
}

/// <summary>How far a bulk run has come; the orchestration's custom status.</summary>
/// <param name="Total">How many titles there are to do.</param>
/// <param name="Statistics">What was done so far.</param>
/// <param name="Current">The titles at work.</param>
public sealed record BulkProgress(int Total, BulkStatistics Statistics, EquatableList<TitleId> Current);

/// <summary>How a bulk run ended.</summary>
/// <param name="JobId">The run.</param>
/// <param name="State">Completed, also when it was stopped; or failed.</param>
/// <param name="Reason">Why it failed, in a sentence.</param>
/// <param name="Total">How many titles there were to do.</param>
/// <param name="Statistics">What was done.</param>
public sealed record BulkResult(string JobId, JobState State, string? Reason, int Total, BulkStatistics Statistics)
{
    /// <summary>The first titles that could not be enriched.</summary>
    public EquatableList<BulkFailure> Failures { get; init; } = [];
}
