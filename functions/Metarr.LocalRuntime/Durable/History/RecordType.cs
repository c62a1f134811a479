namespace Metarr.LocalRuntime.Durable.History;

/// <summary>How kinds of records and actions are numbered on disk; numbers are never reused.</summary>
internal enum RecordType : byte
{
    ExecutionCreated = 1,
    TaskCompleted = 2,
    TaskFailed = 3,
    TimerFired = 4,
    EventRaised = 5,
    ExecutionSuspended = 6,
    ExecutionResumed = 7,
    EpisodeCommitted = 8,
    ExecutionEnded = 9,
    InstancePurged = 10,
    InstanceArchived = 11,
    TracedExecutionCreated = 12,
    ScheduleActivity = 32,
    CreateTimer = 33,
    StartSubOrchestration = 34,
    SendEvent = 35,
}
