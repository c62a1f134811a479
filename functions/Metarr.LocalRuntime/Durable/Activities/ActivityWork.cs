namespace Metarr.LocalRuntime.Durable.Activities;

/// <summary>An activity that is on record and waits for a worker.</summary>
internal sealed record ActivityWork(long Execution, string InstanceId, int TaskId, string Name, string? Input);
