using System.Collections.Immutable;
using Metarr.LocalRuntime.Durable.Commits;
using Metarr.LocalRuntime.Durable.History;
using Metarr.LocalRuntime.Durable.Instances;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class CommitLoopTests : IDisposable
{
    private readonly string path = EngineUnderTest.NewFolder();

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task A_request_that_fails_before_it_changes_anything_harms_nobody()
    {
        using var folder = new HistoryFolder(path);
        var (loop, _) = Start(folder);
        var refused = new ClientCommit<int>(_ => throw new ArgumentException("refused"));
        var granted = new ClientCommit<int>(transaction =>
        {
            transaction.Append(Created(transaction, "one"));
            return 1;
        });

        loop.Post(refused);
        loop.Post(granted);

        await Assert.ThrowsAsync<ArgumentException>(() => refused.Answer);
        Assert.Equal(1, await granted.Answer);
        await loop.StopAsync();
    }

    [Fact]
    public async Task Once_memory_is_ahead_of_the_disk_nothing_is_acknowledged_any_more()
    {
        using var folder = new HistoryFolder(path);
        var (loop, directory) = Start(folder);
        var waiter = directory.WaitAsync("one", status => status.IsEnded, TestContext.Current.CancellationToken);
        var broken = new ClientCommit<int>(transaction =>
        {
            transaction.Append(Created(transaction, "one"));
            throw new IOException("no space left");
        });
        var later = new ClientCommit<int>(_ => 1);

        loop.Post(broken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.Answer);
        loop.Post(later);

        await Assert.ThrowsAsync<InvalidOperationException>(() => later.Answer);
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiter);
        Assert.Null(directory.Find("one"));
        await loop.StopAsync();
    }

    [Fact]
    public async Task A_group_that_is_answered_can_be_read_back()
    {
        using (var folder = new HistoryFolder(path))
        {
            var (loop, _) = Start(folder);
            var commits = Enumerable.Range(0, 200)
                .Select(n => new ClientCommit<int>(transaction =>
                {
                    transaction.Append(Created(transaction, $"id-{n}"));
                    return n;
                }))
                .ToList();
            foreach (var commit in commits)
                loop.Post(commit);
            await Task.WhenAll(commits.Select(commit => commit.Answer));

            // Read beside the open file, as after a kill at this very moment.
            File.Copy(folder.FileOf(1), Path.Combine(path, "history-00000002.log"));
            await loop.StopAsync();
        }

        using var reopened = new HistoryFolder(path);
        var state = new HistoryState();
        using (HistoryFile.Open(reopened, long.MaxValue, state, out var torn))
            Assert.Equal(0, torn);
        Assert.Equal(200, state.Instances.Count);
        Assert.All(state.Instances, instance => Assert.Equal(OrchestrationRuntimeStatus.Pending, instance.Status));
    }

    private static ExecutionCreated Created(Transaction transaction, string id) => new(
        transaction.State.NextExecution, transaction.Now, id, "Main", null, null, null, ImmutableDictionary<string, string>.Empty, null);

    private static (CommitLoop Loop, InstanceDirectory Directory) Start(HistoryFolder folder)
    {
        var state = new HistoryState();
        var directory = new InstanceDirectory();
        var loop = new CommitLoop(state, directory, TimeProvider.System, NullLogger.Instance);
        loop.Start(HistoryFile.Open(folder, long.MaxValue, state, out _));
        return (loop, directory);
    }
}
