using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>Runs one orchestrator: hands it facts, first recorded ones and then new ones, and gathers what it asks for. Used by one
/// thread at a time.</summary>
internal sealed class OrchestrationExecutor
{
    private readonly string _name;
    private readonly IDurableFunctions _functions;
    private readonly DataConverter _converter;
    private readonly LocalOrchestrationContext _context;
    private readonly OrchestrationDispatcher _dispatcher;
    private readonly Queue<InboundRecord> _heldBack = new();
    private bool _suspended;
    private int _consumed;
    private Task<Outcome>? _result;

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
        _name = created.Name;
        _functions = functions;
        _converter = converter;
        _dispatcher = new OrchestrationDispatcher(onForeignContinuation);
        _context = new LocalOrchestrationContext(created, converter, loggers, _dispatcher);
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
        _context.TakeCustomStatus();
        return null;
    }

    /// <summary>Hands facts to the orchestrator.</summary>
    public Episode Advance(IReadOnlyList<InboundRecord> facts, DateTime now)
    {
        // Never before the facts themselves: a timer that has fired is past even when the clock was set back since.
        _context.BeginEpisode(facts.Select(fact => fact.At).Append(now).Max(), replaying: false);
        foreach (var fact in facts)
            TakeUp(fact);
        return new Episode(
            _context.CurrentUtcDateTime, _consumed, _context.TakeActions(), _context.TakeCustomStatus(), FindOutcome());
    }

    private TaskFailureDetails? Repeat(EpisodeCommitted episode, Queue<InboundRecord> inbound)
    {
        _context.BeginEpisode(episode.At, replaying: true);
        while (_consumed < episode.Consumed && inbound.TryDequeue(out var fact))
            TakeUp(fact);
        return episode.Actions.Select(_context.Match).FirstOrDefault(mismatch => mismatch is not null);
    }

    private void TakeUp(InboundRecord fact)
    {
        _consumed++;
        switch (fact)
        {
            case ExecutionResumed:
                _suspended = false;
                while (_heldBack.TryDequeue(out var held))
                    HandOver(held);
                break;
            case ExecutionSuspended:
                _suspended = true;
                break;
            default:
                if (_suspended)
                    _heldBack.Enqueue(fact);
                else
                    HandOver(fact);
                break;
        }
    }

    private void HandOver(InboundRecord fact) => _dispatcher.Run(() =>
    {
        if (fact is ExecutionCreated)
            _result = RunAsync();
        else
            _context.Handle(fact);
    });

    private async Task<Outcome> RunAsync()
    {
        try
        {
            if (!_functions.HasOrchestrator(_name))
                return new Outcome.Failed(UnknownFunction.Orchestrator(_name));
            var output = _converter.Serialize(await _functions.RunOrchestratorAsync(_name, _context));
            return _context.Next is { } next ? new Outcome.StartedOver(next) : new Outcome.Completed(output);
        }
        catch (Exception e)
        {
            return new Outcome.Failed(TaskFailureDetails.FromException(e));
        }
    }

    // As in the SDK, an orchestration goes on until its last activity, sub-orchestration and timer are done.
    private Outcome? FindOutcome() => _result is { IsCompletedSuccessfully: true } && !_context.HasOpenTasks ? _result.Result : null;
}
