namespace Microsoft.DurableTask;

/// <summary>How a sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with a retry rule and an instance id.</summary>
    /// <param name="retry">The retry rule, or <c>null</c> for a single attempt.</param>
    /// <param name="instanceId">The instance id, or <c>null</c> for a generated one.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Other task options, with an instance id.</summary>
    /// <param name="options">What to copy.</param>
    /// <param name="instanceId">The instance id; <c>null</c> keeps the one of <paramref name="options"/>, if it has one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <c>null</c>.</exception>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>A copy of other options.</summary>
    /// <param name="options">What to copy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <c>null</c>.</exception>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options) => InstanceId = options.InstanceId;

    /// <summary>The instance id; <c>null</c> for a generated one.</summary>
    public string? InstanceId { get; init; }
}
