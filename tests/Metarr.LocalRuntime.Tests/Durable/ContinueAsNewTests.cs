using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task An_orchestration_starts_over_with_a_new_input_under_its_id()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Next", n => n + 1)
            .Orchestrator("Main", async context =>
            {
                var n = await context.CallActivityAsync<int>("Next", context.GetInput<int>());
                context.SetCustomStatus(n);
                if (n < 50)
                    context.ContinueAsNew(n);
                return n;
            }));

        var metadata = await engine.RunAsync("Main", 0, "main");

        Assert.Equal(50, metadata.ReadOutputAs<int>());
        Assert.Equal(49, metadata.ReadInputAs<int>());
    }

    [Fact]
    public async Task Events_nobody_took_go_on_to_the_next_run_each_once_and_in_order()
    {
        await using var engine = await EngineUnderTest.StartAsync(Collector(preserve: true));
        await engine.ScheduleAsync("Main", new List<int>(), "main");

        for (var n = 0; n < 40; n++)
            await engine.RaiseAsync("main", "number", n);

        Assert.Equal(Enumerable.Range(0, 40), (await engine.WaitAsync("main")).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Events_raised_while_it_is_killed_and_restarted_arrive_each_once_and_in_order()
    {
        await using var engine = await EngineUnderTest.StartAsync(Collector(preserve: true));
        await engine.ScheduleAsync("Main", new List<int>(), "main");

        for (var n = 0; n < 40; n++)
        {
            await engine.RaiseAsync("main", "number", n);
            if (n % 7 == 3)
                await engine.RestartAsync();
        }

        Assert.Equal(Enumerable.Range(0, 40), (await engine.WaitAsync("main")).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Events_nobody_took_can_be_left_behind()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<string>("open");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return "first";
            }

            return await context.WaitForExternalEvent<string>("word");
        }));
        await engine.ScheduleAsync("Main", 0, "main");
        await engine.RaiseAsync("main", "word", "left behind");
        await engine.RaiseAsync("main", "open", "x");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("main")).ReadInputAs<int>() == 1);

        await engine.RaiseAsync("main", "word", "new");

        Assert.Equal("new", (await engine.WaitAsync("main")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_custom_status_stays_until_the_next_run_sets_one()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.SetCustomStatus("from the first run");
                context.ContinueAsNew(1);
                return;
            }

            await context.WaitForExternalEvent<string>("go");
        }));
        await engine.ScheduleAsync("Main", 0, "main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("main")).ReadInputAs<int>() == 1);

        Assert.Equal("from the first run", (await engine.GetAsync("main")).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task A_child_that_starts_over_still_answers_its_caller()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Child", context =>
            {
                var n = context.GetInput<int>();
                if (n < 5)
                    context.ContinueAsNew(n + 1);
                return Task.FromResult(n);
            })
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Child", 0)));

        Assert.Equal(5, await engine.ResultAsync<int>("Main"));
    }

    [Fact]
    public async Task Starting_over_and_failing_is_failing()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable().Orchestrator("Main", context =>
        {
            context.ContinueAsNew(1);
            throw new TimeoutException("after all");
        }));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.RunAsync("Main")).RuntimeStatus);
    }

    // Takes one number in each run, and starts over at once: most events arrive between or during two runs.
    private static FunctionTable Collector(bool preserve) => new FunctionTable().Orchestrator("Main", async context =>
    {
        var numbers = context.GetInput<List<int>>()!;
        numbers.Add(await context.WaitForExternalEvent<int>("number"));
        if (numbers.Count < 40)
            context.ContinueAsNew(numbers, preserve);
        return numbers;
    });
}
