using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Hosting.Orchestrations;

/// <summary>An orchestration that is replayed.</summary>
internal sealed class OrchestrationTriggerData(TaskOrchestrationContext orchestration) : TriggerData
{
    public TaskOrchestrationContext Orchestration { get; } = orchestration;

    public override IReadOnlyDictionary<string, object?> Values =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = Orchestration.InstanceId };
}
