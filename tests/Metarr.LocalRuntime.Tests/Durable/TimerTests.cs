using Metarr.LocalRuntime.Tests.Time;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        var time = new ManualTime(Noon);
        await using var engine = await EngineUnderTest.StartAsync(Sleeper(TimeSpan.FromHours(3)), time: time);
        await engine.ScheduleAsync("Main", null, "main");
        await SleepingAsync(engine, time);

        time.Advance(TimeSpan.FromMinutes(179));
        await engine.RaiseAsync("main", "tick");
        Assert.False((await engine.GetAsync("main")).IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Noon.AddHours(3).UtcDateTime, (await engine.WaitAsync("main")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_timer_that_came_due_while_nothing_ran_fires_after_the_restart()
    {
        var time = new ManualTime(Noon);
        await using var engine = await EngineUnderTest.StartAsync(Sleeper(TimeSpan.FromHours(3)), time: time);
        await engine.ScheduleAsync("Main", null, "main");
        await SleepingAsync(engine, time);
        await engine.Engine.StopAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromDays(2));
        await engine.RestartAsync();

        Assert.Equal(Noon.AddDays(2).UtcDateTime, (await engine.WaitAsync("main")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_timer_that_is_not_yet_due_at_a_restart_fires_at_its_time()
    {
        var time = new ManualTime(Noon);
        await using var engine = await EngineUnderTest.StartAsync(Sleeper(TimeSpan.FromHours(3)), time: time);
        await engine.ScheduleAsync("Main", null, "main");
        await SleepingAsync(engine, time);
        time.Advance(TimeSpan.FromHours(2));
        await engine.RestartAsync();

        await SleepingAsync(engine, time);
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Noon.AddHours(3).UtcDateTime, (await engine.WaitAsync("main")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_cancelled_timer_throws_and_does_not_hold_up_the_end()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            cancellation.Cancel();
            try
            {
                await timer;
                return "fired";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        }));

        Assert.Equal("cancelled", await engine.ResultAsync<string>("Main"));
    }

    [Fact]
    public async Task A_timer_in_the_past_fires_at_once()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddYears(-1), CancellationToken.None);
            return "fired";
        }));

        Assert.Equal("fired", await engine.ResultAsync<string>("Main"));
    }

    [Fact]
    public async Task An_instance_with_a_start_time_starts_then_also_after_a_restart()
    {
        var time = new ManualTime(Noon);
        await using var engine = await EngineUnderTest.StartAsync(
            new FunctionTable().Orchestrator("Main", context => Task.FromResult(context.CurrentUtcDateTime)), time: time);
        var options = new StartOrchestrationOptions("main", Noon.AddHours(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", options, TestContext.Current.CancellationToken);
        await EngineUnderTest.UntilAsync(() => time.NextDue is not null);
        time.Advance(TimeSpan.FromMinutes(30));
        await engine.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.GetAsync("main")).RuntimeStatus);

        await EngineUnderTest.UntilAsync(() => time.NextDue is not null);
        time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(Noon.AddHours(1).UtcDateTime, (await engine.WaitAsync("main")).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Many_timers_fire_in_the_order_of_their_times()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            var order = new List<int>();
            await Task.WhenAll(new[] { 30, 10, 20, 0 }.Select(async milliseconds =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
                order.Add(milliseconds);
            }));
            return string.Join(" ", order);
        }));

        Assert.Equal("0 10 20 30", await engine.ResultAsync<string>("Main"));
    }

    [Fact]
    public async Task Timers_for_the_same_time_fire_in_the_order_in_which_they_were_made()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            var order = new List<int>();
            var fireAt = context.CurrentUtcDateTime.AddMilliseconds(5);
            await Task.WhenAll(Enumerable.Range(0, 30).Select(async n =>
            {
                await context.CreateTimer(fireAt, CancellationToken.None);
                order.Add(n);
            }));
            return order;
        }));

        Assert.Equal(Enumerable.Range(0, 30), (await engine.ResultAsync<List<int>>("Main"))!);
    }

    private static FunctionTable Sleeper(TimeSpan delay) => new FunctionTable().Orchestrator("Main", async context =>
    {
        context.SetCustomStatus("sleeping");
        await context.CreateTimer(delay, CancellationToken.None);
        return context.CurrentUtcDateTime;
    });

    /// <summary>Waits until its timer is armed, which it is once it is on record.</summary>
    private static Task SleepingAsync(EngineUnderTest engine, ManualTime time) => EngineUnderTest.UntilAsync(async () =>
        time.NextDue is not null && (await engine.GetAsync("main")).SerializedCustomStatus == "\"sleeping\"");
}
