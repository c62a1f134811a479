using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class ActivityTests
{
    private sealed record Film(string Title, int Year);

    private sealed class SilentException : Exception
    {
        public override string Message => null!;
    }

    [Fact]
    public async Task An_orchestrator_gets_what_its_activities_return()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<Film, string>("Describe", film => $"{film.Title} ({film.Year})")
            .Orchestrator("Main", async context => await context.CallActivityAsync<string>("Describe", context.GetInput<Film>())));

        Assert.Equal("Metropolis (1927)", await engine.ResultAsync<string>("Main", new Film("Metropolis", 1927)));
    }

    [Fact]
    public async Task Property_names_are_matched_without_regard_to_case()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<Film, int>("Year", film => film.Year)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Year", new { title = "M", YEAR = 1931 })));

        Assert.Equal(1931, await engine.ResultAsync<int>("Main"));
    }

    [Fact]
    public async Task A_fan_out_keeps_the_order_of_its_calls_in_WhenAll()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Square", async (n, cancellation) =>
            {
                await Task.Delay(n % 3, cancellation);
                return n * n;
            })
            .Orchestrator("Main", async context =>
                await Task.WhenAll(Enumerable.Range(0, 300).Select(n => context.CallActivityAsync<int>("Square", n)))));

        Assert.Equal(Enumerable.Range(0, 300).Select(n => n * n), await engine.ResultAsync<int[]>("Main"));
    }

    [Fact]
    public async Task Names_of_activities_are_matched_without_regard_to_case_and_null_passes_through()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<string?, string?>("Echo", text => text)
            .Orchestrator("Main", async context => await context.CallActivityAsync<string?>("ECHO") ?? "nothing"));

        Assert.Equal("nothing", await engine.ResultAsync<string>("main"));
    }

    [Fact]
    public async Task A_failed_activity_surfaces_with_its_name_number_and_cause()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Fine", n => n)
            .Activity<string, string>("Broken", (_, _) => throw new InvalidOperationException("outer", new FormatException("inner")))
            .Orchestrator("Main", async context =>
            {
                await context.CallActivityAsync<int>("Fine", 1);
                try
                {
                    await context.CallActivityAsync("Broken", "x");
                    return "no failure";
                }
                catch (TaskFailedException e)
                {
                    var details = e.FailureDetails;
                    Assert.True(details.IsCausedBy<InvalidOperationException>());
                    Assert.True(details.IsCausedBy<SystemException>());
                    Assert.False(details.IsCausedBy<ArgumentException>());
                    Assert.True(details.InnerFailure!.IsCausedBy<FormatException>());
                    Assert.Contains(nameof(ActivityTests), details.StackTrace, StringComparison.Ordinal);
                    return $"{e.TaskName} #{e.TaskId} {details.ErrorType} {details.ErrorMessage} {details.InnerFailure.ErrorMessage} | {e.Message}";
                }
            }));

        Assert.Equal(
            "Broken #1 System.InvalidOperationException outer inner | Task 'Broken' (#1) failed with an unhandled exception: outer",
            await engine.ResultAsync<string>("Main"));
    }

    [Fact]
    public async Task An_orchestrator_that_does_not_catch_fails_with_the_activity_as_its_cause()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Broken", _ => throw new TimeoutException("too late"))
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Broken", 1)));

        var metadata = await engine.RunAsync("Main");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.True(metadata.FailureDetails!.IsCausedBy<TaskFailedException>());
        Assert.Equal("Task 'Broken' (#0) failed with an unhandled exception: too late", metadata.FailureDetails.ErrorMessage);
        Assert.True(metadata.FailureDetails.InnerFailure!.IsCausedBy<TimeoutException>());
        Assert.Equal(metadata.FailureDetails.ErrorMessage, metadata.SerializedOutput);
    }

    [Fact]
    public async Task An_activity_that_does_not_exist_fails_its_call_without_a_retry()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Main", context => context.CallActivityAsync(
                "Missing", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1))))));

        var metadata = await engine.RunAsync("Main");

        Assert.Contains("'Missing' doesn't exist", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_given_in_place_of_the_input_are_refused()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Fine", n => n)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Fine", (object)new TaskOptions())));

        Assert.True((await engine.RunAsync("Main")).FailureDetails!.IsCausedBy<ArgumentException>());
    }

    [Theory]
    [InlineData("activity")]
    [InlineData("sub-orchestration")]
    [InlineData("event")]
    public async Task A_call_without_a_name_fails_the_orchestrator_and_not_the_engine(string call)
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Fine", _ => Task.FromResult(1))
            .Orchestrator("Main", context =>
            {
                if (call == "event")
                    context.SendEvent("somebody", null!, 1);
                return call == "activity" ? context.CallActivityAsync(default(TaskName)) : context.CallSubOrchestratorAsync(default(TaskName));
            }));

        Assert.True((await engine.RunAsync("Main")).FailureDetails!.IsCausedBy<ArgumentException>());
        Assert.Equal(1, await engine.ResultAsync<int>("Fine"));
    }

    [Fact]
    public async Task A_failure_without_a_message_survives_a_restart()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Broken", _ => throw new SilentException())
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Broken", 1)));
        await engine.RunAsync("Main", null, "main");

        await engine.RestartAsync();

        Assert.True((await engine.GetAsync("main")).FailureDetails!.InnerFailure!.IsCausedBy<SilentException>());
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_allowed_over_all_instances()
    {
        var running = 0;
        var most = 0;
        var areThree = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = await EngineUnderTest.StartAsync(
            new FunctionTable()
                .Activity<int, int>("Work", async (n, cancellation) =>
                {
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    if (now == 3)
                        areThree.TrySetResult();
                    await areThree.Task.WaitAsync(cancellation);
                    await Task.Delay(1, cancellation);
                    Interlocked.Decrement(ref running);
                    return n;
                })
                .Orchestrator("Main", async context =>
                    (await Task.WhenAll(Enumerable.Range(0, 40).Select(n => context.CallActivityAsync<int>("Work", n)))).Sum()),
            options => options with { MaxConcurrentActivities = 3 });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => engine.RunAsync("Main")));

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_sliding_window_never_has_more_in_flight_than_its_width()
    {
        var running = 0;
        var most = 0;
        var isFull = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Work", async (n, cancellation) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == 10)
                    isFull.TrySetResult();
                await isFull.Task.WaitAsync(cancellation);
                await Task.Delay(n % 4, cancellation);
                Interlocked.Decrement(ref running);
                return n;
            })
            .Orchestrator("Main", async context =>
            {
                var sum = 0;
                var window = new List<Task<int>>();
                for (var n = 0; n < 100; n++)
                {
                    if (window.Count == 10)
                    {
                        var done = await Task.WhenAny(window);
                        window.Remove(done);
                        sum += await done;
                    }

                    window.Add(context.CallActivityAsync<int>("Work", n));
                }

                return sum + (await Task.WhenAll(window)).Sum();
            }));

        Assert.Equal(4950, await engine.ResultAsync<int>("Main"));
        Assert.Equal(10, most);
    }

    [Fact]
    public async Task Continuations_of_concurrent_branches_run_one_at_a_time()
    {
        var inside = 0;
        var overlaps = 0;
        var threads = new ConcurrentBag<int>();
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Work", n => n)
            .Orchestrator("Main", context => Task.WhenAll(Enumerable.Range(0, 50).Select(async branch =>
            {
                for (var step = 0; step < 5; step++)
                {
                    await context.CallActivityAsync<int>("Work", (branch * 5) + step);
                    if (Interlocked.Increment(ref inside) != 1)
                        Interlocked.Increment(ref overlaps);
                    threads.Add(Environment.CurrentManagedThreadId);
                    Interlocked.Decrement(ref inside);
                }
            }))));

        await engine.RunAsync("Main");

        Assert.Equal(250, threads.Count);
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task An_orchestration_does_not_end_before_its_last_activity()
    {
        var release = new TaskCompletionSource();
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<string, string>("Slow", async (text, cancellation) =>
            {
                await release.Task.WaitAsync(cancellation);
                return text;
            })
            .Activity<string, string>("Fast", text => text)
            .Orchestrator("Main", async context =>
            {
                var slow = context.CallActivityAsync<string>("Slow", "slow");
                var fast = context.CallActivityAsync<string>("Fast", "fast");
                context.SetCustomStatus("asked");
                var first = await await Task.WhenAny(slow, fast);
                context.SetCustomStatus("returned");
                return first;
            }));

        var id = await engine.ScheduleAsync("Main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync(id)).SerializedCustomStatus == "\"returned\"");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.GetAsync(id)).RuntimeStatus);
        release.SetResult();

        Assert.Equal("fast", (await engine.WaitAsync(id)).ReadOutputAs<string>());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
            // Another thread was faster; look again.
        }
    }
}
