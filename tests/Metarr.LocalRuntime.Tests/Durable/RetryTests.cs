using Metarr.LocalRuntime.Tests.Time;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class RetryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_policy_retries_until_the_activity_succeeds()
    {
        var attempts = 0;
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Flaky", _ => Interlocked.Increment(ref attempts) < 3 ? throw new TimeoutException("not yet") : attempts)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Flaky", 1, Policy(5))));

        Assert.Equal(3, await engine.ResultAsync<int>("Main"));
    }

    [Fact]
    public async Task A_policy_gives_up_after_its_attempts_with_the_last_failure()
    {
        var attempts = 0;
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Broken", _ => throw new TimeoutException($"attempt {Interlocked.Increment(ref attempts)}"))
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Broken", 1, Policy(4))));

        var metadata = await engine.RunAsync("Main");

        Assert.Equal("attempt 4", metadata.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal(4, attempts);
    }

    [Fact]
    public async Task Waits_grow_by_the_coefficient_up_to_the_longest()
    {
        var time = new ManualTime(Noon);
        var attempts = new List<DateTimeOffset>();
        var policy = new RetryPolicy(5, TimeSpan.FromMinutes(1), 3, TimeSpan.FromMinutes(5));
        await using var engine = await EngineUnderTest.StartAsync(BrokenAt(time, attempts, policy), time: time);

        await engine.ScheduleAsync("Main", null, "main");
        await AdvanceUntilEndAsync(engine, time);

        // One, three, then five minutes (nine and more are cut to the longest).
        Assert.Equal([0, 1, 4, 9, 14], attempts.Select(at => (int)(at - Noon).TotalMinutes));
    }

    [Fact]
    public async Task No_attempt_begins_after_the_time_out()
    {
        var time = new ManualTime(Noon);
        var attempts = new List<DateTimeOffset>();
        var policy = new RetryPolicy(100, TimeSpan.FromMinutes(2), retryTimeout: TimeSpan.FromMinutes(5));
        await using var engine = await EngineUnderTest.StartAsync(BrokenAt(time, attempts, policy), time: time);

        await engine.ScheduleAsync("Main", null, "main");
        await AdvanceUntilEndAsync(engine, time);

        Assert.Equal([0, 2, 4, 6], attempts.Select(at => (int)(at - Noon).TotalMinutes));
    }

    [Fact]
    public async Task A_policy_can_refuse_to_retry_a_kind_of_failure()
    {
        var attempts = 0;
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(1)) { HandleFailure = failure => !failure.IsCausedBy<ArgumentException>() };
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Broken", _ => Interlocked.Increment(ref attempts) == 1 ? throw new TimeoutException() : throw new ArgumentException("no"))
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Broken", 1, TaskOptions.FromRetryPolicy(policy))));

        await engine.RunAsync("Main");

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_handler_sees_each_failure_and_decides()
    {
        var seen = new List<string>();
        RetryHandler handler = context =>
        {
            if (!context.OrchestrationContext.IsReplaying)
                seen.Add($"{context.LastAttemptNumber} {context.LastFailure.ErrorMessage}");
            return context.LastAttemptNumber < 3;
        };
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Broken", _ => throw new TimeoutException("late"))
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Broken", 1, TaskOptions.FromRetryHandler(handler))));

        var metadata = await engine.RunAsync("Main");

        Assert.Equal(["1 late", "2 late", "3 late"], seen);
        Assert.True(metadata.FailureDetails!.IsCausedBy<TaskFailedException>());
    }

    [Fact]
    public async Task An_asynchronous_handler_can_wait_with_a_timer()
    {
        var attempts = 0;
        AsyncRetryHandler handler = async context =>
        {
            await context.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(2), CancellationToken.None);
            return true;
        };
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Flaky", _ => Interlocked.Increment(ref attempts) < 3 ? throw new TimeoutException() : attempts)
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Flaky", 1, TaskOptions.FromRetryHandler(handler))));

        Assert.Equal(3, await engine.ResultAsync<int>("Main"));
    }

    [Fact]
    public async Task A_wait_between_attempts_survives_a_restart()
    {
        var time = new ManualTime(Noon);
        var attempts = new List<DateTimeOffset>();
        await using var engine = await EngineUnderTest.StartAsync(BrokenAt(time, attempts, new RetryPolicy(2, TimeSpan.FromHours(1))), time: time);
        await engine.ScheduleAsync("Main", null, "main");

        // That it waits is on record once its timer is armed; before that, the first attempt may be made again.
        await EngineUnderTest.UntilAsync(() => time.NextDue is not null);
        await engine.RestartAsync();
        await AdvanceUntilEndAsync(engine, time);

        Assert.Equal([Noon, Noon.AddHours(1)], attempts);
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.5)]
    public void A_policy_refuses_values_outside_their_range(int attempts, int seconds, double coefficient) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(seconds), coefficient));

    private static TaskOptions Policy(int attempts) => TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromMilliseconds(1)));

    private static FunctionTable BrokenAt(ManualTime time, List<DateTimeOffset> attempts, RetryPolicy policy) => new FunctionTable()
        .Activity<int, int>("Broken", _ =>
        {
            lock (attempts)
                attempts.Add(time.GetUtcNow());
            throw new TimeoutException();
        })
        .Orchestrator("Main", async context =>
        {
            context.SetCustomStatus("started");
            return await context.CallActivityAsync<int>("Broken", 1, TaskOptions.FromRetryPolicy(policy));
        });

    /// <summary>Advances from one armed timer to the next, so that attempts happen at exact times.</summary>
    private static Task AdvanceUntilEndAsync(EngineUnderTest engine, ManualTime time) => EngineUnderTest.UntilAsync(async () =>
    {
        if (time.NextDue is { } due)
            time.AdvanceTo(due);
        return (await engine.GetAsync("main")).IsCompleted;
    });
}
