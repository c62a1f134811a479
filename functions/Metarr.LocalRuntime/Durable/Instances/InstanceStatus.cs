using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Durable.Instances;

/// <summary>What clients are told of an instance: a picture of one moment.</summary>
internal sealed record InstanceStatus(
    long Execution,
    string InstanceId,
    string Name,
    OrchestrationRuntimeStatus Status,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    string? Input,
    string? Output,
    string? CustomStatus,
    TaskFailureDetails? Failure,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Whether the instance has ended.</summary>
    public bool IsEnded => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The picture of an execution as it is now.</summary>
    public static InstanceStatus Of(ExecutionHistory execution) => new(
        execution.Execution,
        execution.InstanceId,
        execution.Name,
        execution.Status,
        execution.CreatedAt,
        execution.UpdatedAt,
        execution.Input,
        execution.Output,
        execution.CustomStatus,
        execution.Failure,
        execution.Tags);

    /// <summary>The picture as the SDK shows it.</summary>
    public OrchestrationMetadata ToMetadata(bool inputsAndOutputs, DataConverter converter) => new(Name, InstanceId)
    {
        RuntimeStatus = Status,
        CreatedAt = new DateTimeOffset(CreatedAt),
        LastUpdatedAt = new DateTimeOffset(UpdatedAt),
        Tags = Tags,
        DataConverter = inputsAndOutputs ? converter : null,
        SerializedInput = inputsAndOutputs ? Input : null,
        SerializedOutput = inputsAndOutputs ? Output : null,
        SerializedCustomStatus = inputsAndOutputs ? CustomStatus : null,
        FailureDetails = inputsAndOutputs ? Failure : null,
    };
}
