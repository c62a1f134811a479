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

/// <summary>A bulk run as it is shown.</summary>
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
    BulkStatistics Statistics)
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
        statistics);
}

/// <summary>The bulk runs there are: the one under way, the last that ended, and when the library is refreshed next.</summary>
internal sealed record BulkStatusResponse(BulkRunResponse? Current, BulkRunResponse? Last, DateTimeOffset? NextScheduledAt);
