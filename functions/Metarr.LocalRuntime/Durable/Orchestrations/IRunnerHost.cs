using Metarr.LocalRuntime.Durable.History;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>What a runner needs from the engine.</summary>
internal interface IRunnerHost
{
    /// <summary>The time, in UTC.</summary>
    DateTime Now { get; }

    /// <summary>An executor for a new runner.</summary>
    OrchestrationExecutor CreateExecutor(ExecutionCreated created, Action onForeignContinuation);

    /// <summary>Asks for a call of <see cref="OrchestrationRunner.Run"/>.</summary>
    void Queue(OrchestrationRunner runner);

    /// <summary>Hands in what came of an episode; commits of one runner keep their order.</summary>
    void Commit(OrchestrationRunner runner, Episode episode);

    /// <summary>The runner has repeated its history; what is still open can be started again.</summary>
    void CaughtUp(OrchestrationRunner runner);

    /// <summary>The engine itself failed while running it.</summary>
    void Broken(OrchestrationRunner runner, Exception error);
}
