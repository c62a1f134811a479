namespace Microsoft.DurableTask.Client;

/// <summary>What an orchestration instance is doing.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has started.</summary>
    Running,

    /// <summary>It ended normally.</summary>
    Completed,

    /// <summary>Never reported.</summary>
    [Obsolete("The ContinuedAsNew status is obsolete and exists only for compatibility reasons.")]
    ContinuedAsNew,

    /// <summary>It ended with an unhandled exception.</summary>
    Failed,

    /// <summary>Never reported.</summary>
    [Obsolete("The Canceled status is not currently used and exists only for compatibility reasons.")]
    Canceled,

    /// <summary>A client ended it.</summary>
    Terminated,

    /// <summary>It is scheduled and has not started.</summary>
    Pending,

    /// <summary>It takes up no events until it is resumed.</summary>
    Suspended,
}
