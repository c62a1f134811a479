using Metarr.LocalRuntime.Durable.History;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>What came of handing facts to an orchestrator.</summary>
/// <param name="At">The orchestrator's clock.</param>
/// <param name="Consumed">How many facts it has taken up since its start.</param>
/// <param name="Actions">What it asked for.</param>
/// <param name="CustomStatus">Its custom status, if it set one.</param>
/// <param name="Outcome">How it ended, if it did.</param>
internal sealed record Episode(
    DateTime At, int Consumed, IReadOnlyList<OrchestratorAction> Actions, CustomStatusChange? CustomStatus, Outcome? Outcome);
