using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable;

/// <summary>One call of an activity.</summary>
/// <param name="Name">The activity.</param>
/// <param name="InstanceId">The orchestration that called it.</param>
/// <param name="TaskId">The call's number within the orchestration.</param>
/// <param name="SerializedInput">The input, as <paramref name="DataConverter"/> wrote it.</param>
/// <param name="DataConverter">Reads the input.</param>
public sealed record DurableActivityCall(string Name, string InstanceId, int TaskId, string? SerializedInput, DataConverter DataConverter);
