using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>The failures of names behind which there is no function; no retry can mend them.</summary>
internal static class UnknownFunction
{
    /// <summary>There is no such orchestrator.</summary>
    public static TaskFailureDetails Orchestrator(string name) => Failure(Message(name, "an orchestrator"));

    /// <summary>There is no such activity.</summary>
    public static TaskFailureDetails Activity(string name) => Failure(Message(name, "an activity"));

    /// <summary>The sentence that says so of an orchestrator.</summary>
    public static string OrchestratorMessage(string name) => Message(name, "an orchestrator");

    private static string Message(string name, string kind) =>
        $"The function '{name}' doesn't exist, is disabled, or is not {kind} function.";

    private static TaskFailureDetails Failure(string message) =>
        new(typeof(InvalidOperationException).FullName!, message, null, null, null) { IsNonRetriable = true };
}
