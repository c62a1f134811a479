namespace Metarr.Cli.Bulk;

/// <summary>A bulk run that was begun.</summary>
internal sealed record BulkStartedView(string JobId, int EstimatedSeconds);

/// <summary>A bulk run, as far as the commands show it.</summary>
internal sealed record BulkRunView(
    string Id,
    string State,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Reason,
    BulkProgressView Progress,
    BulkStatisticsView Statistics,
    IReadOnlyList<BulkFailureView> Failures)
{
    public bool IsFinished => State is "completed" or "failed";
}

/// <summary>How far a bulk run has come.</summary>
internal sealed record BulkProgressView(int Done, int Total, int PercentComplete, IReadOnlyList<BulkTitleView> Current);

/// <summary>A title at work.</summary>
internal sealed record BulkTitleView(string Id, string? Title)
{
    public string Name => Title ?? Id;
}

/// <summary>A title that a bulk run could not enrich.</summary>
internal sealed record BulkFailureView(string Id, string Reason);

/// <summary>What a bulk run did.</summary>
internal sealed record BulkStatisticsView(int Processed, int Updated, int Skipped, int Failed, bool Stopped, string? StopReason);
