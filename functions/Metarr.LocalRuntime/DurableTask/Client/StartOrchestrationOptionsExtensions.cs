namespace Microsoft.DurableTask.Client;

/// <summary>Sets <see cref="StartOrchestrationOptions.DedupeStatuses"/> by status instead of by name.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The states that may be named.</summary>
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>The options, with the states in which an existing instance makes the start fail.</summary>
    /// <param name="options">The options.</param>
    /// <param name="dedupeStatuses">The states.</param>
    /// <returns>A copy of the options with these states.</returns>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses) =>
        options with { DedupeStatuses = dedupeStatuses.Select(status => status.ToString()).ToList() };
}
