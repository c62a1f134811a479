namespace Microsoft.DurableTask.Client;

/// <summary>Which ended instances are purged.</summary>
/// <param name="CreatedFrom">Created at or after this time.</param>
/// <param name="CreatedTo">Created at or before this time.</param>
/// <param name="Statuses">In one of these states; every final state when <c>null</c> or empty.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>The longest time one call may spend; <c>null</c> for no limit. The embedded engine purges in one step and
    /// never stops early.</summary>
    public TimeSpan? Timeout { get; init; }
}
