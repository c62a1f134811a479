using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task A_caller_gets_the_output_and_the_child_knows_its_caller()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Child", context => Task.FromResult(
                $"{context.GetInput<int>()} of {context.Parent!.Name} {context.Parent.InstanceId} as {context.InstanceId}"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>("Child", 5, new TaskOptions().WithInstanceId("child"))));

        Assert.Equal("5 of Main main as child", await engine.ResultAsync<string>("Main", null, "main"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.GetAsync("child")).RuntimeStatus);
    }

    [Fact]
    public async Task Children_without_an_id_get_ids_of_their_own()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Child", context => Task.FromResult(context.InstanceId))
            .Orchestrator("Main", context => Task.WhenAll(Enumerable.Range(0, 20).Select(n => context.CallSubOrchestratorAsync<string>("Child", n)))));

        Assert.Equal(20, (await engine.ResultAsync<string[]>("Main"))!.Distinct().Count());
    }

    [Fact]
    public async Task A_failed_child_fails_its_call_with_the_cause()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Child", _ => throw new FormatException("bad child"))
            .Orchestrator("Main", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                    return "fine";
                }
                catch (TaskFailedException e) when (e.FailureDetails.IsCausedBy<FormatException>())
                {
                    return $"{e.TaskName}: {e.FailureDetails.ErrorMessage}";
                }
            }));

        Assert.Equal("Child: bad child", await engine.ResultAsync<string>("Main"));
    }

    [Fact]
    public async Task A_child_is_retried_under_its_own_id()
    {
        var runs = 0;
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Count", _ => Interlocked.Increment(ref runs))
            .Orchestrator("Child", async context =>
            {
                var run = await context.CallActivityAsync<int>("Count", 1);
                return run < 3 ? throw new TimeoutException("again") : $"{context.InstanceId} {run}";
            })
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>(
                "Child", null, new SubOrchestrationOptions(new RetryPolicy(5, TimeSpan.FromMilliseconds(1)), "child"))));

        Assert.Equal("child 3", await engine.ResultAsync<string>("Main"));
    }

    [Fact]
    public async Task A_child_whose_id_is_taken_by_a_running_instance_fails_its_call()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Wait", null, new TaskOptions().WithInstanceId("taken"))));
        await engine.ScheduleAsync("Wait", null, "taken");
        await engine.Client.WaitForInstanceStartAsync("taken", TestContext.Current.CancellationToken);

        var metadata = await engine.RunAsync("Main");

        Assert.Contains("taken already exists", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.GetAsync("taken")).RuntimeStatus);
    }

    [Fact]
    public async Task An_orchestrator_that_does_not_exist_fails_its_call()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync("Missing")));

        Assert.Contains("'Missing' doesn't exist", (await engine.RunAsync("Main")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_ends_after_a_restart_still_answers_its_caller()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("go"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Child", null, new TaskOptions().WithInstanceId("child"))));
        await engine.ScheduleAsync("Main", null, "main");
        await engine.Client.WaitForInstanceStartAsync("child", TestContext.Current.CancellationToken);

        await engine.RestartAsync();
        await engine.RaiseAsync("child", "go", 42);

        Assert.Equal(42, (await engine.WaitAsync("main")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Terminating_the_caller_leaves_the_child_unless_asked_for()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("go"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>(
                "Child", null, new TaskOptions().WithInstanceId(context.InstanceId + "-child"))));
        foreach (var id in new[] { "alone", "all" })
        {
            await engine.ScheduleAsync("Main", null, id);
            await engine.Client.WaitForInstanceStartAsync(id + "-child", TestContext.Current.CancellationToken);
        }

        await engine.Client.TerminateInstanceAsync("alone", TestContext.Current.CancellationToken);
        await engine.Client.TerminateInstanceAsync("all", new TerminateInstanceOptions("stop", Recursive: true), TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.GetAsync("alone")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.GetAsync("alone-child")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.GetAsync("all-child")).RuntimeStatus);
        Assert.Equal("stop", (await engine.GetAsync("all")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminating_a_child_fails_the_call_of_its_caller()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("go"))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Child", null, new TaskOptions().WithInstanceId("child"))));
        await engine.ScheduleAsync("Main", null, "main");
        await engine.Client.WaitForInstanceStartAsync("child", TestContext.Current.CancellationToken);

        await engine.Client.TerminateInstanceAsync("child", TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.WaitAsync("main")).RuntimeStatus);
    }
}
