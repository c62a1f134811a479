using System.Diagnostics;
using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>One live execution: a mailbox of written facts, and the orchestrator that takes them up in their order, a mailbox full
/// at a time. It stays in memory until the execution ends.</summary>
internal sealed class OrchestrationRunner
{
    private readonly Lock _mailboxLock = new();
    private readonly IRunnerHost _host;
    private readonly OrchestrationExecutor _executor;
    private IReadOnlyList<HistoryRecord>? _recorded;
    private List<InboundRecord> _mailbox = [];
    private bool _held;
    private bool _queued;
    private bool _over;

    /// <summary>A runner.</summary>
    /// <param name="created">The execution.</param>
    /// <param name="recorded">Its records so far, if it is taken over from an earlier process; else only <paramref name="created"/>.</param>
    /// <param name="held">Whether it waits for <see cref="Release"/> before it starts.</param>
    /// <param name="span">The execution's span, current while the orchestrator runs; ended by whoever began it.</param>
    /// <param name="host">Runs it and takes what comes of it.</param>
    public OrchestrationRunner(ExecutionCreated created, IReadOnlyList<HistoryRecord> recorded, bool held, Activity? span, IRunnerHost host)
    {
        Span = span;
        Created = created;
        _recorded = recorded;
        _held = held;
        _host = host;
        _executor = host.CreateExecutor(created, AwaitedForeignTask);
    }

    /// <summary>The execution.</summary>
    public ExecutionCreated Created { get; }

    /// <summary>The execution's span, or <c>null</c>.</summary>
    public Activity? Span { get; }

    /// <summary>Puts a written fact into the mailbox.</summary>
    public void Deliver(InboundRecord fact)
    {
        lock (_mailboxLock)
        {
            _mailbox.Add(fact);
            QueueIfDue();
        }
    }

    /// <summary>Lets the orchestrator take up what is there.</summary>
    public void Release()
    {
        lock (_mailboxLock)
        {
            _held = false;
            QueueIfDue();
        }
    }

    /// <summary>The execution is over; whatever else arrives is left alone.</summary>
    public void Stop()
    {
        lock (_mailboxLock)
        {
            _over = true;
            _mailbox = [];
        }
    }

    /// <summary>Takes up what is in the mailbox. Called by one worker at a time.</summary>
    public void Run()
    {
        Activity.Current = Span;
        try
        {
            if (_recorded is null || CatchUp(_recorded))
                Advance(TakeMailbox());
        }
        catch (Exception e)
        {
            Stop();
            _host.Broken(this, e);
        }
        finally
        {
            Activity.Current = null;
        }

        lock (_mailboxLock)
        {
            _queued = false;
            if (_mailbox.Count > 0)
                QueueIfDue();
        }
    }

    // Repeats the recorded episodes, then puts what they left over in front of what arrived meanwhile.
    private bool CatchUp(IReadOnlyList<HistoryRecord> recorded)
    {
        _recorded = null;
        if (_executor.Replay(recorded, out var unconsumed) is { } mismatch)
        {
            Stop();
            _host.Commit(this, new Episode(_host.Now, 0, [], null, mismatch));
            return false;
        }

        lock (_mailboxLock)
        {
            if (!_over)
                _mailbox.InsertRange(0, unconsumed);
        }

        if (recorded.Count > 1)
            _host.CaughtUp(this);
        return true;
    }

    private void Advance(List<InboundRecord> facts)
    {
        if (facts.Count == 0)
            return;
        var episode = _executor.Advance(facts, _host.Now);
        if (episode.Outcome is not null)
            Stop();
        _host.Commit(this, episode);
    }

    private List<InboundRecord> TakeMailbox()
    {
        lock (_mailboxLock)
        {
            var facts = _mailbox;
            _mailbox = [];
            return facts;
        }
    }

    private void QueueIfDue()
    {
        if (_queued || _held || _over)
            return;
        _queued = true;
        _host.Queue(this);
    }

    private void AwaitedForeignTask()
    {
        Stop();
        var failure = new TaskFailureDetails(
            typeof(InvalidOperationException).FullName!, OrchestrationDispatcher.IllegalAwait, null, null, null);
        _host.Commit(this, new Episode(_host.Now, 0, [], null, new Outcome.Failed(failure)));
    }
}
