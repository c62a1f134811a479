namespace Metarr.LocalRuntime.Durable.History;

/// <summary>Something an orchestrator asked for. <paramref name="Id"/> counts these from 0.</summary>
internal abstract record OrchestratorAction(int Id);

/// <summary>Run an activity.</summary>
internal sealed record ScheduleActivity(int Id, string Name, string? Input) : OrchestratorAction(Id)
{
    /// <summary>Which try it is, from 1. Not recorded, and 0 when read back: nothing but the activity's span tells it.</summary>
    public int Attempt { get; init; }
}

/// <summary>Tell when the time has come.</summary>
internal sealed record CreateTimer(int Id, DateTime FireAt) : OrchestratorAction(Id);

/// <summary>Run another orchestrator. The input is recorded with the child, and is <c>null</c> when read back.</summary>
internal sealed record StartSubOrchestration(int Id, string Name, string InstanceId, string? Input) : OrchestratorAction(Id);

/// <summary>Hand an event to another instance. The payload is recorded with the receiver, and is <c>null</c> when read back.</summary>
internal sealed record SendEvent(int Id, string InstanceId, string EventName, string? Payload) : OrchestratorAction(Id);
