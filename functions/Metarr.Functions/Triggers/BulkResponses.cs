using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Triggers;

/// <summary>The body that asks for a bulk run.</summary>
/// <param name="MissingOnly">Whether only titles are taken that are incomplete or were never enriched.</param>
/// <param name="ChangedOnly">Whether only titles are taken that TMDB lists as changed.</param>
/// <param name="Force">Whether titles are enriched although their last enrichment is fresh.</param>
/// <param name="RequireComplete">Whether the first rate limit ends the run.</param>
/// <param name="ChoosingOnly">Whether art is only chosen anew by the present settings, and no provider is asked.</param>
internal sealed record RunBulk(
    bool MissingOnly = false, bool ChangedOnly = false, bool Force = false, bool RequireComplete = false, bool ChoosingOnly = false);

/// <summary>A bulk run that was begun.</summary>
/// <param name="JobId">The run.</param>
/// <param name="EstimatedSeconds">How long it may take, by what was measured, seconds.</param>
internal sealed record BulkStarted(string JobId, int EstimatedSeconds);

/// <summary>A bulk run that was cancelled.</summary>
internal sealed record BulkCancelled(string JobId);

/// <summary>A title that a bulk run works on.</summary>
internal sealed record BulkTitleResponse(string Id, string? Title);

/// <summary>How far a bulk run has come.</summary>
internal sealed record BulkProgressResponse(int Done, int Total, int PercentComplete, IReadOnlyList<BulkTitleResponse> Current)
{
    /// <summary>Nothing counts as all done only when there is nothing to do.</summary>
    public static BulkProgressResponse Of(int done, int total, IReadOnlyList<BulkTitleResponse> current) =>
        new(done, total, total == 0 ? 0 : (int)Math.Min(100, 100L * done / total), current);
}

/// <summary>A title that a bulk run could not enrich, and why.</summary>
internal sealed record BulkFailureResponse(string Id, string Reason);

/// <summary>A bulk run as it is shown.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Kind">What sort of job it is.</param>
/// <param name="State">How far it has come.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Reason">Why the run itself failed, in a sentence.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Progress">How much of it is done, and the titles at work.</param>
/// <param name="Statistics">What became of the titles.</param>
/// <param name="Failures">The first titles that could not be enriched, told when the run has ended.</param>
internal sealed record BulkRunResponse(
    string Id,
    string Kind,
    JobState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Reason,
    BulkRequest Request,
    BulkProgressResponse Progress,
    BulkStatistics Statistics,
    IReadOnlyList<BulkFailureResponse> Failures)
{
    public static BulkRunResponse Of(BulkRun run, BulkProgressResponse progress, BulkStatistics statistics) => new(
        run.Request.JobId,
        "bulk",
        run.State,
        run.CreatedAt,
        run.StartedAt,
        run.FinishedAt,
        run.Reason,
        run.Request,
        progress,
        statistics,
        [.. run.Failures.Select(failure => new BulkFailureResponse(failure.Id.Value, failure.Reason))]);
}

/// <summary>The bulk runs there are: the one under way, the last that ended, and when the library is refreshed next.</summary>
internal sealed record BulkStatusResponse(BulkRunResponse? Current, BulkRunResponse? Last, DateTimeOffset? NextScheduledAt);
