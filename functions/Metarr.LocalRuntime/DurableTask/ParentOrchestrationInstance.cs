namespace Microsoft.DurableTask;

/// <summary>The orchestration that called a sub-orchestration.</summary>
/// <param name="Name">The caller's orchestrator.</param>
/// <param name="InstanceId">The caller's instance id.</param>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
