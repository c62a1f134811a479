using System.Diagnostics;
using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>One live execution: a mailbox of written facts, and the orchestrator that takes them up in their order, a mailbox full
/// at a time. It stays in memory until the execution ends.</summary>
internal sealed class OrchestrationRunner
{
    private readonly Lock mailboxLock = new();
    private readonly IRunnerHost host;
    private readonly OrchestrationExecutor executor;
    private IReadOnlyList<HistoryRecord>? recorded;
    private List<InboundRecord> mailbox = [];
    private bool held;
    private bool queued;
    private bool over;

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
        this.recorded = recorded;
        this.held = held;
        this.host = host;
        executor = host.CreateExecutor(created, AwaitedForeignTask);
    }

    /// <summary>The execution.</summary>
    public ExecutionCreated Created { get; }

    /// <summary>The execution's span, or <c>null</c>.</summary>
    public Activity? Span { get; }

    /// <summary>Puts a written fact into the mailbox.</summary>
    public void Deliver(InboundRecord fact)
    {
        lock (mailboxLock)
        {
            mailbox.Add(fact);
            QueueIfDue();
        }
    }

    /// <summary>Lets the orchestrator take up what is there.</summary>
    public void Release()
    {
        lock (mailboxLock)
        {
            held = false;
            QueueIfDue();
        }
    }

    /// <summary>The execution is over; whatever else arrives is left alone.</summary>
    public void Stop()
    {
        lock (mailboxLock)
        {
            over = true;
            mailbox = [];
        }
    }

    /// <summary>Takes up what is in the mailbox. Called by one worker at a time.</summary>
    public void Run()
    {
        Activity.Current = Span;
        try
        {
            if (recorded is null || CatchUp(recorded))
                Advance(TakeMailbox());
        }
        catch (Exception e)
        {
            Stop();
            host.Broken(this, e);
        }
        finally
        {
            Activity.Current = null;
        }

        lock (mailboxLock)
        {
            queued = false;
            if (mailbox.Count > 0)
                QueueIfDue();
        }
    }

    // Repeats the recorded episodes, then puts what they left over in front of what arrived meanwhile.
    private bool CatchUp(IReadOnlyList<HistoryRecord> recorded)
    {
        this.recorded = null;
        if (executor.Replay(recorded, out var unconsumed) is { } mismatch)
        {
            Stop();
            host.Commit(this, new Episode(host.Now, 0, [], null, mismatch));
            return false;
        }

        lock (mailboxLock)
        {
            if (!over)
                mailbox.InsertRange(0, unconsumed);
        }

        if (recorded.Count > 1)
            host.CaughtUp(this);
        return true;
    }

    private void Advance(List<InboundRecord> facts)
    {
        if (facts.Count == 0)
            return;
        var episode = executor.Advance(facts, host.Now);
        if (episode.Outcome is not null)
            Stop();
        host.Commit(this, episode);
    }

    private List<InboundRecord> TakeMailbox()
    {
        lock (mailboxLock)
        {
            var facts = mailbox;
            mailbox = [];
            return facts;
        }
    }

    private void QueueIfDue()
    {
        if (queued || held || over)
            return;
        queued = true;
        host.Queue(this);
    }

    private void AwaitedForeignTask()
    {
        Stop();
        var failure = new TaskFailureDetails(
            typeof(InvalidOperationException).FullName!, OrchestrationDispatcher.IllegalAwait, null, null, null);
        host.Commit(this, new Episode(host.Now, 0, [], null, new Outcome.Failed(failure)));
    }
}
