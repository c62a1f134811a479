using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class ExternalEventTests
{
    [Fact]
    public async Task An_event_that_comes_before_anybody_waits_is_kept()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            await context.WaitForExternalEvent<string>("open");
            return await context.WaitForExternalEvent<int>("NUMBER") + await context.WaitForExternalEvent<int>("number");
        }));
        var id = await engine.ScheduleAsync("Main");

        await engine.RaiseAsync(id, "number", 1);
        await engine.RaiseAsync(id, "Number", 41);
        await engine.RaiseAsync(id, "OPEN", "now");

        Assert.Equal(42, (await engine.WaitAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Events_of_one_name_are_taken_in_their_order_and_each_once()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            var numbers = new List<int>();
            while (numbers.Count < 50)
                numbers.Add(await context.WaitForExternalEvent<int>("number"));
            return numbers;
        }));
        var id = await engine.ScheduleAsync("Main");

        for (var n = 0; n < 50; n++)
            await engine.RaiseAsync(id, "number", n);

        Assert.Equal(Enumerable.Range(0, 50), (await engine.WaitAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_over_and_loses_no_later_event()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("go", TimeSpan.FromMilliseconds(5));
                return "came in time";
            }
            catch (OperationCanceledException)
            {
                context.SetCustomStatus("late");
                await context.WaitForExternalEvent<string>("other");
                return await context.WaitForExternalEvent<string>("go");
            }
        }));
        var id = await engine.ScheduleAsync("Main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync(id)).SerializedCustomStatus == "\"late\"");

        await engine.RaiseAsync(id, "go", "after all");
        await engine.RaiseAsync(id, "other", "x");

        Assert.Equal("after all", (await engine.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_in_time_cancels_the_time_out()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator(
            "Main", context => context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(1))));
        var id = await engine.ScheduleAsync("Main");

        await engine.RaiseAsync(id, "go", "now");

        Assert.Equal("now", (await engine.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_latest_waiter_is_served_first()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            var first = context.WaitForExternalEvent<string>("go");
            var second = context.WaitForExternalEvent<string>("go");
            return $"{await second} {await first}";
        }));
        var id = await engine.ScheduleAsync("Main");

        await engine.RaiseAsync(id, "go", "one");
        await engine.RaiseAsync(id, "go", "two");

        Assert.Equal("one two", (await engine.WaitAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiters_of_one_name_must_expect_one_type()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            var first = context.WaitForExternalEvent<string>("go");
            var second = context.WaitForExternalEvent<int>("go");
            return $"{await first} {await second}";
        }));

        Assert.True((await engine.RunAsync("Main")).FailureDetails!.IsCausedBy<ArgumentException>());
    }

    [Fact]
    public async Task Orchestrations_send_each_other_events_and_those_to_nobody_are_dropped()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Receiver", context => context.WaitForExternalEvent<int>("number"))
            .Orchestrator("Sender", context =>
            {
                context.SendEvent("nobody", "number", 1);
                context.SendEvent("receiver", "number", 42);
                return Task.CompletedTask;
            }));
        await engine.ScheduleAsync("Receiver", null, "receiver");

        await engine.RunAsync("Sender");

        Assert.Equal(42, (await engine.WaitAsync("receiver")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_event_for_nobody_or_for_an_ended_instance_is_dropped_silently()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", _ => Task.FromResult(1)));
        await engine.RunAsync("Main", null, "ended");

        await engine.RaiseAsync("ended", "go");
        await engine.RaiseAsync("nobody", "go");

        Assert.Equal(1, (await engine.GetAsync("ended")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_acknowledged_event_survives_a_restart()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            await context.WaitForExternalEvent<string>("open");
            return await context.WaitForExternalEvent<string>("kept");
        }));
        var id = await engine.ScheduleAsync("Main");
        await engine.RaiseAsync(id, "kept", "still here");

        await engine.RestartAsync();
        await engine.RaiseAsync(id, "open", "x");

        Assert.Equal("still here", (await engine.WaitAsync(id)).ReadOutputAs<string>());
    }
}
