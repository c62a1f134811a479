using DurableTask.Core.Exceptions;
using Metarr.LocalRuntime.Tests.Time;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class ClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static FunctionTable Functions() => new FunctionTable()
        .Activity<string, string>("Echo", text => text)
        .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
        .Orchestrator("Echo", context => context.CallActivityAsync<string>("Echo", context.GetInput<string>()))
        .Orchestrator("Fail", _ => throw new TimeoutException("late"));

    [Fact]
    public async Task An_id_of_a_running_instance_is_refused()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        await engine.ScheduleAsync("Wait", null, "one");

        var error = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.ScheduleAsync("Wait", null, "one"));

        Assert.Equal("An Orchestration instance with the ID one already exists.", error.Message);
    }

    [Fact]
    public async Task Of_many_who_start_the_same_id_at_once_one_succeeds()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await engine.ScheduleAsync("Wait", null, "one");
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }));

        Assert.Single(starts, started => started);
    }

    [Fact]
    public async Task An_id_of_an_ended_instance_starts_anew()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        await engine.ResultAsync<string>("Echo", "first", "one");

        await engine.ScheduleAsync("Wait", "second", "one");

        Assert.Equal("second", (await engine.GetAsync("one")).ReadInputAs<string>());
        Assert.Null((await engine.GetAsync("one")).SerializedOutput);
        await engine.RestartAsync();
        await engine.RaiseAsync("one", "go", "done");
        Assert.Equal("done", (await engine.WaitAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Dedupe_statuses_say_which_instances_are_in_the_way()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        await engine.ResultAsync<string>("Echo", "x", "ended");
        await engine.ScheduleAsync("Wait", null, "running");
        var notAfterCompletion = new StartOrchestrationOptions("ended").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        var overRunning = new StartOrchestrationOptions("running").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        var contradictory = new StartOrchestrationOptions("x").WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "y", notAfterCompletion, Cancellation));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "instead", overRunning, Cancellation);
        await Assert.ThrowsAsync<ArgumentException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "y", contradictory, Cancellation));

        Assert.Equal("instead", (await engine.WaitAsync("running")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    public async Task Ids_that_storage_could_not_hold_are_refused(string id)
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());

        await Assert.ThrowsAsync<ArgumentException>(() => engine.ScheduleAsync("Echo", "x", id));
    }

    [Fact]
    public async Task An_orchestrator_that_does_not_exist_is_refused()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());

        await Assert.ThrowsAsync<ArgumentException>(() => engine.ScheduleAsync("Missing"));
    }

    [Fact]
    public async Task Inputs_and_outputs_are_there_only_when_asked_for()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        await engine.RunAsync("Echo", "x", "one");

        var bare = await engine.Client.GetInstanceAsync("one", Cancellation);

        Assert.Null(bare!.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<string>());
        Assert.Equal("x", (await engine.GetAsync("one")).ReadOutputAs<string>());
        Assert.Null(await engine.Client.GetInstanceAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task A_query_pages_through_what_matches_in_the_order_of_ids()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        for (var n = 0; n < 25; n++)
            await engine.RunAsync("Echo", "x", $"run-{n:D2}");
        await engine.RunAsync("Fail", null, "run-failed");
        await engine.RunAsync("Echo", "x", "other");
        var query = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "run-", PageSize: 10, FetchInputsAndOutputs: true);

        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in engine.Client.GetAllInstancesAsync(query).AsPages().WithCancellation(Cancellation))
            pages.Add(page);

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(Enumerable.Range(0, 25).Select(n => $"run-{n:D2}"), pages.SelectMany(page => page.Values).Select(one => one.InstanceId));
        Assert.Equal("x", pages[0].Values[0].ReadOutputAs<string>());
        var rest = new List<string>();
        await foreach (var one in engine.Client.GetAllInstancesAsync(query with { ContinuationToken = pages[1].ContinuationToken }))
            rest.Add(one.InstanceId);
        Assert.Equal(5, rest.Count);
    }

    [Fact]
    public async Task A_query_can_be_limited_to_a_span_of_creation()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        await using var engine = await EngineUnderTest.StartAsync(Functions(), time: time);
        for (var day = 0; day < 5; day++)
        {
            await engine.RunAsync("Echo", "x", $"day-{day}");
            time.Advance(TimeSpan.FromDays(1));
        }

        var found = new List<string>();
        var query = new OrchestrationQuery(DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch.AddDays(3));
        await foreach (var one in engine.Client.GetAllInstancesAsync(query))
            found.Add(one.InstanceId);

        Assert.Equal(["day-1", "day-2", "day-3"], found);
    }

    [Fact]
    public async Task Terminate_ends_an_instance_and_drops_the_results_of_its_activities()
    {
        var release = new TaskCompletionSource();
        var functions = Functions()
            .Activity<int, int>("Slow", async (n, cancellation) =>
            {
                await release.Task.WaitAsync(cancellation);
                return n;
            })
            .Orchestrator("Slow", context => context.CallActivityAsync<int>("Slow", 1));
        await using var engine = await EngineUnderTest.StartAsync(functions);
        await engine.ScheduleAsync("Slow", null, "one");
        await EngineUnderTest.UntilAsync(() => !functions.Runs.IsEmpty);

        await engine.Client.TerminateInstanceAsync("one", "enough", Cancellation);
        release.SetResult();
        await engine.RunAsync("Echo", "x");
        var ended = await engine.WaitAsync("one");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
        await engine.Client.TerminateInstanceAsync("one", "again", Cancellation);
        await engine.Client.TerminateInstanceAsync("nobody", Cancellation);
        Assert.Equal("enough", (await engine.GetAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purge_forgets_ended_instances_only()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        await engine.RunAsync("Echo", "x", "ended");
        await engine.RunAsync("Fail", null, "failed");
        await engine.ScheduleAsync("Wait", null, "running");

        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("running", Cancellation)).PurgedInstanceCount);
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("nobody", Cancellation)).PurgedInstanceCount);
        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync("ended", Cancellation)).PurgedInstanceCount);
        Assert.Null(await engine.Client.GetInstanceAsync("ended", Cancellation));
        var rest = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), Cancellation);

        Assert.Equal((1, true), (rest.PurgedInstanceCount, rest.IsComplete));
        await engine.RestartAsync();
        Assert.Null(await engine.Client.GetInstanceAsync("failed", Cancellation));
        Assert.NotNull(await engine.Client.GetInstanceAsync("running", Cancellation));
    }

    [Fact]
    public async Task Purge_can_be_limited_to_states()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        await engine.RunAsync("Echo", "x", "ended");
        await engine.RunAsync("Fail", null, "failed");

        await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Failed]), Cancellation);

        Assert.NotNull(await engine.Client.GetInstanceAsync("ended", Cancellation));
        Assert.Null(await engine.Client.GetInstanceAsync("failed", Cancellation));
    }

    [Fact]
    public async Task A_suspended_instance_takes_up_nothing_until_it_is_resumed()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions()
            .Orchestrator("Collect", async context =>
            {
                var words = new List<string>();
                while (words.Count < 3)
                {
                    words.Add(await context.WaitForExternalEvent<string>("word"));
                    context.SetCustomStatus(words.Count);
                }

                return string.Join(' ', words);
            }));
        await engine.ScheduleAsync("Collect", null, "one");
        await engine.RaiseAsync("one", "word", "a");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("one")).SerializedCustomStatus == "1");

        await engine.Client.SuspendInstanceAsync("one", "a pause", Cancellation);
        await engine.RaiseAsync("one", "word", "b");
        await engine.RestartAsync();
        await engine.RaiseAsync("one", "word", "c");
        await engine.RunAsync("Echo", "x");

        var suspended = await engine.GetAsync("one");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended.RuntimeStatus);
        Assert.Equal("1", suspended.SerializedCustomStatus);
        await engine.Client.ResumeInstanceAsync("one", null, Cancellation);
        Assert.Equal("a b c", (await engine.WaitAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_waits_for_an_instance_to_come()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        var later = engine.WaitAsync("later");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client.WaitForInstanceCompletionAsync("nobody", soon.Token));
        await engine.ScheduleAsync("Echo", "x", "later");

        Assert.Equal("x", (await later).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Tags_stay_with_the_instance()
    {
        await using var engine = await EngineUnderTest.StartAsync(Functions());
        var options = new StartOrchestrationOptions("one") { Tags = new Dictionary<string, string> { ["kind"] = "movie" } };
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", options, Cancellation);
        await engine.WaitAsync("one");

        await engine.RestartAsync();

        Assert.Equal("movie", (await engine.GetAsync("one")).Tags["kind"]);
    }

    [Fact]
    public async Task Stopping_lets_running_activities_finish_and_refuses_new_work()
    {
        var release = new TaskCompletionSource();
        var functions = Functions()
            .Activity<int, int>("Slow", async (n, _) =>
            {
                await release.Task;
                return n;
            })
            .Orchestrator("Slow", async context => await context.CallActivityAsync<int>("Slow", 1) + await context.CallActivityAsync<int>("Slow", 2));
        await using var engine = await EngineUnderTest.StartAsync(functions);
        await engine.ScheduleAsync("Slow", null, "one");
        await EngineUnderTest.UntilAsync(() => !functions.Runs.IsEmpty);

        var stop = engine.Engine.StopAsync(Cancellation);
        await EngineUnderTest.UntilAsync(async () =>
        {
            try
            {
                await engine.RaiseAsync("one", "go");
                return false;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        });
        Assert.False(stop.IsCompleted);
        release.SetResult();
        await stop;
        await engine.RestartAsync();

        Assert.Equal(3, (await engine.WaitAsync("one")).ReadOutputAs<int>());
        Assert.All(functions.Runs.Values, runs => Assert.Equal(1, runs));
    }
}
