using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>Compares what an orchestrator asks for on replay with what it asked for when it was recorded.</summary>
internal static class ReplayCheck
{
    private const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";
    private const string WasItChanged =
        "Was a change made to the orchestrator code after this instance had already started running?";

    /// <summary>The mismatch, or <c>null</c> when both are the same.</summary>
    /// <param name="recorded">What the history says.</param>
    /// <param name="replayed">What was asked for under the same number, if anything was.</param>
    public static TaskFailureDetails? Mismatch(OrchestratorAction recorded, OrchestratorAction? replayed)
    {
        if (replayed is null)
            return Failure($"{Recorded(recorded)}, but the current replay execution hasn't (yet?) scheduled this task. {WasItChanged}");
        if (replayed.GetType() != recorded.GetType())
            return Failure($"{Recorded(recorded)}, but the current orchestration replay instead produced {Describe(replayed)} with this sequence number. {WasItChanged}");
        return string.Equals(NameOf(recorded), NameOf(replayed), StringComparison.OrdinalIgnoreCase)
            ? null
            : Failure($"{Recorded(recorded)}, but the current orchestration replay instead scheduled {Describe(replayed)} with this sequence number. {WasItChanged}");
    }

    private static TaskFailureDetails Failure(string message) =>
        new(ErrorType, "Non-Deterministic workflow detected: " + message, null, null, null);

    private static string Recorded(OrchestratorAction action) =>
        $"A previous execution of this orchestration scheduled {Describe(action)} with sequence number {action.Id}";

    private static string Describe(OrchestratorAction action) => action switch
    {
        ScheduleActivity activity => $"an activity task named '{activity.Name}'",
        StartSubOrchestration sub => $"a sub-orchestration task named '{sub.Name}' (instance ID '{sub.InstanceId}')",
        SendEvent sent => $"a send event task named '{sent.EventName}' (instance ID '{sent.InstanceId}')",
        _ => "a timer task",
    };

    private static string? NameOf(OrchestratorAction action) => action switch
    {
        ScheduleActivity activity => activity.Name,
        StartSubOrchestration sub => sub.Name,
        SendEvent sent => sent.EventName,
        _ => null,
    };
}
