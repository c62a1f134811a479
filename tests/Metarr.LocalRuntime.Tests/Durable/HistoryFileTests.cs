using Metarr.LocalRuntime.Durable;
using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class HistoryFileTests
{
    private static FunctionTable Echo() => new FunctionTable()
        .Activity<string, string>("Echo", text => text)
        .Orchestrator("Main", context => context.CallActivityAsync<string>("Echo", context.GetInput<string>()))
        .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go"));

    [Fact]
    public async Task A_second_engine_on_the_same_folder_is_refused_with_the_reason()
    {
        await using var first = await EngineUnderTest.StartAsync(Echo());
        await using var second = new DurableEngine(
            new DurableEngineOptions { Directory = first.Folder }, Echo(), TimeProvider.System, NullLoggerFactory.Instance);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(first.Folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_file_of_a_dead_process_does_not_block()
    {
        var folder = EngineUnderTest.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "lock"), "4711", TestContext.Current.CancellationToken);

        await using var engine = await EngineUnderTest.StartAsync(Echo(), folder: folder);

        Assert.Equal("x", await engine.ResultAsync<string>("Main", "x"));
    }

    [Fact]
    public async Task A_file_that_is_no_history_is_left_alone_and_told()
    {
        var folder = EngineUnderTest.NewFolder();
        var path = Path.Combine(folder, "history-00000001.log");
        await File.WriteAllTextAsync(path, "something else altogether", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidDataException>(() => EngineUnderTest.StartAsync(Echo(), folder: folder));

        Assert.Equal("something else altogether", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Ended_and_waiting_instances_survive_the_shortening_of_the_file()
    {
        await using var engine = await EngineUnderTest.StartAsync(Echo(), options => options with { LeastRewriteBytes = 4096 });
        await engine.ScheduleAsync("Wait", null, "waiting");
        for (var n = 0; n < 100; n++)
            await engine.ResultAsync<string>("Main", new string('x', 100) + n, $"run-{n:D3}");

        Assert.False(File.Exists(Path.Combine(engine.Folder, "history-00000001.log")));
        await engine.RestartAsync();
        await engine.RaiseAsync("waiting", "go", "done");

        Assert.Equal("done", (await engine.WaitAsync("waiting")).ReadOutputAs<string>());
        for (var n = 0; n < 100; n++)
        {
            var run = await engine.GetAsync($"run-{n:D3}");
            Assert.Equal(OrchestrationRuntimeStatus.Completed, run.RuntimeStatus);
            Assert.Equal(new string('x', 100) + n, run.ReadInputAs<string>());
            Assert.Equal(new string('x', 100) + n, run.ReadOutputAs<string>());
        }

        Assert.Single(Directory.GetFiles(engine.Folder, "history-*"));
    }

    [Fact]
    public async Task Files_left_over_by_a_crash_while_shortening_do_no_harm()
    {
        await using var engine = await EngineUnderTest.StartAsync(Echo());
        await engine.ResultAsync<string>("Main", "kept", "kept");
        await engine.Engine.StopAsync(TestContext.Current.CancellationToken);
        var first = Path.Combine(engine.Folder, "history-00000001.log");
        File.Copy(first, Path.Combine(engine.Folder, "history-00000002.log"));
        await File.WriteAllBytesAsync(Path.Combine(engine.Folder, "history-00000003.log.tmp"), [1, 2, 3], TestContext.Current.CancellationToken);

        await engine.RestartAsync();

        Assert.Equal("kept", (await engine.GetAsync("kept")).ReadOutputAs<string>());
        Assert.False(File.Exists(first));
    }

    [Fact]
    public async Task Thousands_of_ended_instances_take_little_room()
    {
        await using var engine = await EngineUnderTest.StartAsync(Echo(), options => options with { LeastRewriteBytes = 64 * 1024 });
        for (var n = 0; n < 20; n++)
            await Task.WhenAll(Enumerable.Range(n * 100, 100).Select(i => engine.RunAsync("Main", "x", $"run-{i}")));

        await engine.RestartAsync();

        Assert.InRange(new FileInfo(Directory.GetFiles(engine.Folder, "history-*").Single()).Length, 1, 2000 * 300);
        Assert.Equal("x", (await engine.GetAsync("run-1999")).ReadOutputAs<string>());
    }

    [Fact]
    public void Every_record_reads_back_as_it_was_written()
    {
        var at = new DateTime(2026, 7, 1, 12, 30, 0, DateTimeKind.Utc).AddTicks(17);
        var failure = new TaskFailureDetails("A.B", "message", "trace", new TaskFailureDetails("C", "inner", null, null, null), null) { IsNonRetriable = true };
        var tags = new Dictionary<string, string> { ["k"] = "v" };
        HistoryRecord[] records =
        [
            new ExecutionCreated(300, at, "id-ü", "Name", "{\"x\":1}", at.AddHours(1), new ParentLink(7, "parent", "P", 12345), tags, "\"s\""),
            new ExecutionCreated(301, at, "id", "Name", null, null, null, tags, null) { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
            new TaskCompleted(1, at, 128, null),
            new TaskCompleted(1, at, 0, string.Empty),
            new TaskFailed(1, at, 2, failure),
            new TimerFired(long.MaxValue, at, int.MaxValue),
            new EventRaised(1, at, "go", "🎬"),
            new ExecutionSuspended(1, at, "why"),
            new ExecutionResumed(1, at, null),
            new ExecutionEnded(1, at, OrchestrationRuntimeStatus.Terminated, "out", failure),
            new InstancePurged(1, at),
            new InstanceArchived(1, at, "id", "N", at, OrchestrationRuntimeStatus.Completed, "in", "out", null, null, tags),
        ];
        var writer = new ByteWriter();
        writer.BeginFrame();
        foreach (var record in records)
            RecordEncoding.Write(writer, record);
        writer.EndFrame();

        var reader = new ByteReader(writer.Written[ByteWriter.FrameHeader..]);
        foreach (var record in records)
            Assert.Equivalent(record, RecordDecoding.Read(ref reader), strict: true);
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void An_episode_reads_back_with_its_actions()
    {
        var at = DateTime.UnixEpoch;
        var episode = new EpisodeCommitted(
            9,
            at,
            1000,
            [new ScheduleActivity(0, "A", "1"), new CreateTimer(1, at), new StartSubOrchestration(2, "S", "child", null), new SendEvent(3, "to", "e", null)],
            new CustomStatusChange(null));
        var writer = new ByteWriter();
        writer.BeginFrame();
        RecordEncoding.Write(writer, episode);
        writer.EndFrame();

        var reader = new ByteReader(writer.Written[ByteWriter.FrameHeader..]);
        var read = Assert.IsType<EpisodeCommitted>(RecordDecoding.Read(ref reader));

        Assert.Equal(episode.Actions, read.Actions);
        Assert.Equal(episode.CustomStatus, read.CustomStatus);
        Assert.Equal((9L, 1000), (read.Execution, read.Consumed));
    }
}
