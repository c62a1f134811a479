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

    private readonly Channel<ICommit> wishes =
        Channel.CreateUnbounded<ICommit>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Transaction transaction = new(state);
    private Task running = Task.CompletedTask;
    private Exception? fault;
    private volatile bool takesRequests;

    /// <summary>Starts deciding, and writing to a file, which it then owns.</summary>
    public void Start(HistoryFile file)
    {
        takesRequests = true;
        running = Task.Run(() => RunAsync(file));
    }

    /// <summary>Hands in a commit of the engine itself, or a client's; it fails at once when the loop is closed or broken.</summary>
    public void Post(ICommit commit)
    {
        if ((commit.IsRequest && !takesRequests) || !wishes.Writer.TryWrite(commit))
            commit.Fail(fault ?? new InvalidOperationException("The durable engine is not running."));
    }

    /// <summary>Takes no more requests of clients; the engine's own work goes on.</summary>
    public void RefuseClients() => takesRequests = false;

    /// <summary>Decides what was handed in so far, and nothing more, and closes the file.</summary>
    public async Task StopAsync()
    {
        wishes.Writer.TryComplete();
        await running;
    }

    private async Task RunAsync(HistoryFile file)
    {
        using (file)
            await DecideAllAsync(file);
    }

    private async Task DecideAllAsync(HistoryFile file)
    {
        while (await wishes.Reader.WaitToReadAsync())
        {
            var group = new List<ICommit>();
            try
            {
                Decide(group);
                if (!transaction.Frames.IsEmpty)
                    file.Append(transaction.Frames);
                foreach (var execution in transaction.Changed)
                    directory.Publish(execution, state);
                transaction.RunEffects();
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
        transaction.BeginGroup(time.GetUtcNow().UtcDateTime);
        while (transaction.Frames.Length < LargestGroup && wishes.Reader.TryRead(out var commit))
        {
            group.Add(commit);
            transaction.BeginCommit();
            try
            {
                commit.Decide(transaction);
            }
            catch (Exception e) when (!transaction.HasAppended)
            {
                commit.Fail(e);
            }

            transaction.EndCommit();
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
        fault = new InvalidOperationException("The durable history cannot be written; restart to go on from what was written.", error);
        Logs.HistoryBroken(logger, error);
        wishes.Writer.TryComplete();
        foreach (var commit in group)
            commit.Fail(fault);
        while (wishes.Reader.TryRead(out var commit))
            commit.Fail(fault);
        directory.Fail(fault);
    }
}
