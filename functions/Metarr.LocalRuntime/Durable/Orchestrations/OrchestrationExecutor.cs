using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>Runs one orchestrator: hands it facts, first recorded ones and then new ones, and gathers what it asks for. Used by one
/// thread at a time.</summary>
internal sealed class OrchestrationExecutor
{
    private readonly string name;
    private readonly IDurableFunctions functions;
    private readonly DataConverter converter;
    private readonly LocalOrchestrationContext context;
    private readonly OrchestrationDispatcher dispatcher;
    private readonly Queue<InboundRecord> heldBack = new();
    private bool suspended;
    private int consumed;
    private Task<Outcome>? result;

    /// <summary>An orchestrator that has not run yet.</summary>
    /// <param name="created">The execution.</param>
    /// <param name="functions">The orchestrators.</param>
    /// <param name="converter">Writes and reads inputs and outputs.</param>
    /// <param name="loggers">Makes the orchestrator's loggers.</param>
    /// <param name="onForeignContinuation">Called, on any thread, when the orchestrator awaited what it must not.</param>
    public OrchestrationExecutor(
        ExecutionCreated created,
        IDurableFunctions functions,
        DataConverter converter,
        ILoggerFactory loggers,
        Action onForeignContinuation)
    {
        name = created.Name;
        this.functions = functions;
        this.converter = converter;
        dispatcher = new OrchestrationDispatcher(onForeignContinuation);
        context = new LocalOrchestrationContext(created, converter, loggers, dispatcher);
    }

    /// <summary>Repeats recorded episodes.</summary>
    /// <param name="records">The execution's records.</param>
    /// <param name="unconsumed">The inbound facts that no episode took up.</param>
    /// <returns>The failure, if the orchestrator did not repeat itself.</returns>
    public Outcome.Failed? Replay(IReadOnlyList<HistoryRecord> records, out IReadOnlyList<InboundRecord> unconsumed)
    {
        var inbound = new Queue<InboundRecord>();
        unconsumed = [];
        foreach (var record in records)
        {
            if (record is InboundRecord fact)
                inbound.Enqueue(fact);
            else if (record is EpisodeCommitted episode && Repeat(episode, inbound) is { } mismatch)
                return new Outcome.Failed(mismatch);
        }

        unconsumed = [.. inbound];
        context.TakeCustomStatus();
        return null;
    }

    /// <summary>Hands facts to the orchestrator.</summary>
    public Episode Advance(IReadOnlyList<InboundRecord> facts, DateTime now)
    {
        // Never before the facts themselves: a timer that has fired is past even when the clock was set back since.
        context.BeginEpisode(facts.Select(fact => fact.At).Append(now).Max(), replaying: false);
        foreach (var fact in facts)
            TakeUp(fact);
        return new Episode(
            context.CurrentUtcDateTime, consumed, context.TakeActions(), context.TakeCustomStatus(), FindOutcome());
    }

    private TaskFailureDetails? Repeat(EpisodeCommitted episode, Queue<InboundRecord> inbound)
    {
        context.BeginEpisode(episode.At, replaying: true);
        while (consumed < episode.Consumed && inbound.TryDequeue(out var fact))
            TakeUp(fact);
        return episode.Actions.Select(context.Match).FirstOrDefault(mismatch => mismatch is not null);
    }

    private void TakeUp(InboundRecord fact)
    {
        consumed++;
        switch (fact)
        {
            case ExecutionResumed:
                suspended = false;
                while (heldBack.TryDequeue(out var held))
                    HandOver(held);
                break;
            case ExecutionSuspended:
                suspended = true;
                break;
            default:
                if (suspended)
                    heldBack.Enqueue(fact);
                else
                    HandOver(fact);
                break;
        }
    }

    private void HandOver(InboundRecord fact) => dispatcher.Run(() =>
    {
        if (fact is ExecutionCreated)
            result = RunAsync();
        else
            context.Handle(fact);
    });

    private async Task<Outcome> RunAsync()
    {
        try
        {
            if (!functions.HasOrchestrator(name))
                return new Outcome.Failed(UnknownFunction.Orchestrator(name));
            var output = converter.Serialize(await functions.RunOrchestratorAsync(name, context));
            return context.Next is { } next ? new Outcome.StartedOver(next) : new Outcome.Completed(output);
        }
        catch (Exception e)
        {
            return new Outcome.Failed(TaskFailureDetails.FromException(e));
        }
    }

    // As in the SDK, an orchestration goes on until its last activity, sub-orchestration and timer are done.
    private Outcome? FindOutcome() => result is { IsCompletedSuccessfully: true } && !context.HasOpenTasks ? result.Result : null;
}
