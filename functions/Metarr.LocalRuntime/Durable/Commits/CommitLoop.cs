using System.Threading.Channels;
using Metarr.LocalRuntime.Durable.History;
using Metarr.LocalRuntime.Durable.Instances;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Durable.Commits;

/// <summary>Decides commits one after the other, writes what they decided in groups, and only then lets their effects loose. It is the
/// one place where the history changes, so every order of things that anybody sees is the order of the file.</summary>
internal sealed class CommitLoop(HistoryState state, InstanceDirectory directory, TimeProvider time, ILogger logger)
{
    private const int LargestGroup = 512 * 1024;

    private readonly Channel<ICommit> _wishes =
        Channel.CreateUnbounded<ICommit>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Transaction _transaction = new(state);
    private Task _running = Task.CompletedTask;
    private Exception? _fault;
    private volatile bool _takesRequests;

    /// <summary>Starts deciding, and writing to a file, which it then owns.</summary>
    public void Start(HistoryFile file)
    {
        _takesRequests = true;
        _running = Task.Run(() => RunAsync(file));
    }

    /// <summary>Hands in a commit of the engine itself, or a client's; it fails at once when the loop is closed or broken.</summary>
    public void Post(ICommit commit)
    {
        if ((commit.IsRequest && !_takesRequests) || !_wishes.Writer.TryWrite(commit))
            commit.Fail(_fault ?? new InvalidOperationException("The durable engine is not running."));
    }

    /// <summary>Takes no more requests of clients; the engine's own work goes on.</summary>
    public void RefuseClients() => _takesRequests = false;

    /// <summary>Decides what was handed in so far, and nothing more, and closes the file.</summary>
    public async Task StopAsync()
    {
        _wishes.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync(HistoryFile file)
    {
        using (file)
            await DecideAllAsync(file);
    }

    private async Task DecideAllAsync(HistoryFile file)
    {
        while (await _wishes.Reader.WaitToReadAsync())
        {
            var group = new List<ICommit>();
            try
            {
                Decide(group);
                if (!_transaction.Frames.IsEmpty)
                    file.Append(_transaction.Frames);
                foreach (var execution in _transaction.Changed)
                    directory.Publish(execution, state);
                _transaction.RunEffects();
                RewriteIfDue(file);
            }
            catch (Exception e)
            {
                // What is in memory is now ahead of the disk: nothing more may be acknowledged.
                Break(group, e);
                return;
            }
        }
    }

    private void Decide(List<ICommit> group)
    {
        _transaction.BeginGroup(time.GetUtcNow().UtcDateTime);
        while (_transaction.Frames.Length < LargestGroup && _wishes.Reader.TryRead(out var commit))
        {
            group.Add(commit);
            _transaction.BeginCommit();
            try
            {
                commit.Decide(_transaction);
            }
            catch (Exception e) when (!_transaction.HasAppended)
            {
                commit.Fail(e);
            }

            _transaction.EndCommit();
        }
    }

    private void RewriteIfDue(HistoryFile file)
    {
        if (!file.IsRewriteDue)
            return;
        try
        {
            file.Rewrite(state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The old file is still whole and in use, and when it has grown some more this is tried again.
            Logs.RewriteFailed(logger, e);
        }
    }

    private void Break(List<ICommit> group, Exception error)
    {
        _fault = new InvalidOperationException("The durable history cannot be written; restart to go on from what was written.", error);
        Logs.HistoryBroken(logger, error);
        _wishes.Writer.TryComplete();
        foreach (var commit in group)
            commit.Fail(_fault);
        while (_wishes.Reader.TryRead(out var commit))
            commit.Fail(_fault);
        directory.Fail(_fault);
    }
}
