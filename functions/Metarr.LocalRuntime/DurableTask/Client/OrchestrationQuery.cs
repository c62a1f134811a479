namespace Microsoft.DurableTask.Client;

/// <summary>Which instances a query returns.</summary>
/// <param name="CreatedFrom">Created at or after this time.</param>
/// <param name="CreatedTo">Created at or before this time.</param>
/// <param name="Statuses">In one of these states; every state when <c>null</c> or empty.</param>
/// <param name="TaskHubNames">In one of these task hubs; the embedded engine has one, and ignores this.</param>
/// <param name="InstanceIdPrefix">With an instance id that begins so.</param>
/// <param name="PageSize">The most instances on a page.</param>
/// <param name="FetchInputsAndOutputs">Whether inputs, outputs, custom status and failures are included.</param>
/// <param name="ContinuationToken">Where to begin, as an earlier page told.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>The page size when none is asked for.</summary>
    public const int DefaultPageSize = 100;
}
