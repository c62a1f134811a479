using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable;

/// <summary>How the engine reaches the orchestrators and activities that the host found.</summary>
public interface IDurableFunctions
{
    /// <summary>Whether there is an orchestrator of that name.</summary>
    /// <param name="name">The name.</param>
    /// <returns><c>true</c> if there is.</returns>
    bool HasOrchestrator(string name);

    /// <summary>Whether there is an activity of that name.</summary>
    /// <param name="name">The name.</param>
    /// <returns><c>true</c> if there is.</returns>
    bool HasActivity(string name);

    /// <summary>Runs an orchestrator. Called on the orchestration's own dispatcher; nothing but tasks of
    /// <paramref name="context"/> may be awaited.</summary>
    /// <param name="name">The orchestrator.</param>
    /// <param name="context">What the orchestrator may do.</param>
    /// <returns>Its output, which the engine serialises.</returns>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>Runs an activity.</summary>
    /// <param name="call">Which one, for whom, with what input.</param>
    /// <param name="cancellationToken">Cancelled when the engine stops and will not wait any longer.</param>
    /// <returns>Its result, which the engine serialises.</returns>
    Task<object?> RunActivityAsync(DurableActivityCall call, CancellationToken cancellationToken);
}
