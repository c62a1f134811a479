using Metarr.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Tests.Durable;

/// <summary>A killed process leaves some beginning of what it wrote. Every such beginning must lead to the same end.</summary>
public sealed class CrashTests
{
    private const int FrameHeader = 8;
    private const int MagicLength = 8;

    [Fact]
    public async Task Cut_off_at_any_byte_a_history_leads_to_the_same_end()
    {
        var functions = Functions();
        var (history, whole) = await RecordAsync(functions);
        var cuts = Enumerable.Range(0, whole.Length + 1).Where(cut => cut % 7 == 0 || IsNearBoundary(whole, cut)).ToList();

        await Parallel.ForEachAsync(cuts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (cut, _) =>
            await CarryOnAsync(history, whole[..cut]));
    }

    [Fact]
    public async Task Damage_in_the_last_frame_is_found_and_cut_off()
    {
        var (history, whole) = await RecordAsync(Functions());
        var damaged = whole.ToArray();
        damaged[^3] ^= 0x40;

        await CarryOnAsync(history, damaged);
    }

    [Fact]
    public async Task Killed_again_and_again_an_orchestration_still_ends_and_runs_no_recorded_activity_twice()
    {
        const int Activities = 60;
        var functions = new FunctionTable()
            .Activity<int, int>("Work", async (n, cancellation) =>
            {
                await Task.Delay(1, cancellation);
                return n;
            })
            .Orchestrator("Main", async context =>
            {
                var sum = 0;
                for (var n = 0; n < Activities; n += 3)
                    sum += (await Task.WhenAll(Enumerable.Range(n, 3).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum();
                return sum;
            });
        await using var engine = await EngineUnderTest.StartAsync(functions, options => options with { MaxConcurrentActivities = 2 });
        var id = await engine.ScheduleAsync("Main");

        for (var kill = 0; kill < 12; kill++)
        {
            var runsBefore = functions.Runs.Values.Sum();
            await EngineUnderTest.UntilAsync(async () =>
                functions.Runs.Values.Sum() > runsBefore || (await engine.GetAsync(id)).IsCompleted);
            await engine.RestartAsync();
        }

        Assert.Equal(Activities * (Activities - 1) / 2, (await engine.WaitAsync(id)).ReadOutputAs<int>());

        // Each kill can catch at most the three activities of a step before their results were on record.
        Assert.InRange(functions.Runs.Values.Sum(), Activities, Activities + (12 * 3));
    }

    // Runs every feature once and returns the history as it was at its longest, before anything was compacted away.
    private static async Task<(IReadOnlyList<HistoryRecord> Records, byte[] Bytes)> RecordAsync(FunctionTable functions)
    {
        await using var engine = await EngineUnderTest.StartAsync(functions);
        await engine.ScheduleAsync("Main", 3, "main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("main")).SerializedCustomStatus == "\"waiting\"");
        await engine.RaiseAsync("main", "go", "now");
        Check(await engine.WaitAsync("main"));
        await engine.Engine.StopAsync(TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(HistoryPath(engine.Folder), TestContext.Current.CancellationToken);
        return (Parse(bytes), bytes);
    }

    private static async Task CarryOnAsync(IReadOnlyList<HistoryRecord> whole, byte[] bytes)
    {
        var folder = EngineUnderTest.NewFolder();
        await File.WriteAllBytesAsync(HistoryPath(folder), bytes, TestContext.Current.CancellationToken);
        var functions = Functions();
        await using var engine = await EngineUnderTest.StartAsync(functions, folder: folder);
        if (await engine.Client.GetInstanceAsync("main", TestContext.Current.CancellationToken) is not { IsCompleted: true })
        {
            // The client of a killed process would ask again for what was not acknowledged.
            if (await engine.Client.GetInstanceAsync("main", TestContext.Current.CancellationToken) is null)
                await engine.ScheduleAsync("Main", 3, "main");
            await engine.RaiseAsync("main", "go", "now");
        }

        Check(await engine.WaitAsync("main"));
        var survived = Parse(bytes);
        foreach (var (name, completed) in CompletedActivities(survived))
            Assert.True(functions.Runs.GetValueOrDefault(name) <= CompletedActivities(whole)[name] - completed, $"{name} ran again after its result was recorded.");
    }

    private static void Check(OrchestrationMetadata metadata)
    {
        Assert.True(metadata.RuntimeStatus == OrchestrationRuntimeStatus.Completed, metadata.FailureDetails?.ToString());
        Assert.Equal("0+1+2|child 7|now|TimeoutException|again 2", metadata.ReadOutputAs<string>());
    }

    private static FunctionTable Functions()
    {
        return new FunctionTable()
            .Activity<int, int>("Work", n => n)
            .Activity<string, string>("Broken", (_, _) => throw new TimeoutException("never"))
            .Orchestrator("Child", async context => $"child {await context.CallActivityAsync<int>("Work", context.GetInput<int>())}")
            .Orchestrator("Main", RunMainAsync);
    }

    private sealed record Again(int Run, string SoFar);

    private static async Task<string> RunMainAsync(TaskOrchestrationContext context)
    {
        if (context.GetInput<System.Text.Json.JsonElement>() is { ValueKind: System.Text.Json.JsonValueKind.Object })
        {
            var again = context.GetInput<Again>()!;
            await context.CreateTimer(TimeSpan.FromMilliseconds(2), CancellationToken.None);
            return again.SoFar + "|again " + again.Run;
        }

        var parts = await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(n => context.CallActivityAsync<int>("Work", n)));
        var child = await context.CallSubOrchestratorAsync<string>("Child", 7, new TaskOptions().WithInstanceId("child"));
        context.SetCustomStatus("waiting");
        var go = await context.WaitForExternalEvent<string>("go");
        context.SetCustomStatus(null);
        string failure;
        try
        {
            await context.CallActivityAsync("Broken", "x", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(1))));
            failure = "none";
        }
        catch (TaskFailedException e)
        {
            failure = e.FailureDetails.ErrorType.Split('.')[^1];
        }

        context.ContinueAsNew(new Again(2, $"{string.Join('+', parts)}|{child}|{go}|{failure}"));
        return "not the end";
    }

    private static Dictionary<string, int> CompletedActivities(IReadOnlyList<HistoryRecord> records)
    {
        var scheduled = records.OfType<EpisodeCommitted>()
            .SelectMany(episode => episode.Actions.OfType<ScheduleActivity>().Select(action => (episode.Execution, action)))
            .ToDictionary(pair => (pair.Execution, pair.action.Id), pair => $"{pair.action.Name}({pair.action.Input})");
        return records
            .Select(record => record switch
            {
                TaskCompleted completed => (completed.Execution, completed.TaskId),
                TaskFailed failed => (failed.Execution, failed.TaskId),
                _ => (-1, -1),
            })
            .Where(scheduled.ContainsKey)
            .GroupBy(key => scheduled[key])
            .ToDictionary(group => group.Key, group => group.Count());
    }

    private static List<HistoryRecord> Parse(byte[] bytes)
    {
        var records = new List<HistoryRecord>();
        foreach (var (start, length) in Frames(bytes))
        {
            var payload = bytes.AsSpan(start + FrameHeader, length - FrameHeader);
            if (ByteWriter.Checksum(payload) != BitConverter.ToUInt32(bytes, start + 4))
                break;
            var reader = new ByteReader(payload);
            while (!reader.AtEnd)
                records.Add(RecordDecoding.Read(ref reader));
        }

        return records;
    }

    private static IEnumerable<(int Start, int Length)> Frames(byte[] bytes)
    {
        for (var at = MagicLength; at + FrameHeader <= bytes.Length;)
        {
            var length = BitConverter.ToInt32(bytes, at) + FrameHeader;
            if (at + length > bytes.Length)
                yield break;
            yield return (at, length);
            at += length;
        }
    }

    private static bool IsNearBoundary(byte[] bytes, int cut) =>
        cut <= MagicLength + 1 || Frames(bytes).Any(frame => Math.Abs(frame.Start + frame.Length - cut) <= 1);

    private static string HistoryPath(string folder) => Path.Combine(folder, "history-00000001.log");
}
