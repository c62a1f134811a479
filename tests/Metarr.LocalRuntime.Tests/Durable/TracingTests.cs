using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Tests.Durable;

/// <summary>An orchestration stays in the trace of whoever started it.</summary>
public sealed class TracingTests
{
    [Fact]
    public async Task Orchestration_activities_and_sub_orchestrations_are_one_trace()
    {
        using var spans = new SpanRecorder();
        var functions = new FunctionTable()
            .Activity<int, int>("Work", n => n)
            .Orchestrator("Child", context => context.CallActivityAsync<int>("Work", 1))
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(instanceId: "the-child")));
        await using var engine = await EngineUnderTest.StartAsync(functions);

        await engine.RunAsync("Main", id: "the-main");

        await EngineUnderTest.UntilAsync(() => spans.Ended.Count == 3);
        var (main, child, work) = (spans.Single("orchestration:Main"), spans.Single("orchestration:Child"), spans.Single("activity:Work"));
        Assert.Equal(spans.Caller.SpanId, main.ParentSpanId);
        Assert.Equal(main.SpanId, child.ParentSpanId);
        Assert.Equal(child.SpanId, work.ParentSpanId);
        Assert.Equal("the-child", work.GetTagItem("durabletask.task.instance_id"));
        Assert.Equal(ActivityStatusCode.Unset, main.Status);
    }

    [Fact]
    public async Task Each_try_is_a_span_with_its_number_and_its_failure()
    {
        using var spans = new SpanRecorder();
        var tries = 0;
        var functions = new FunctionTable()
            .Activity<int, int>("Work", n => Interlocked.Increment(ref tries) == 1 ? throw new InvalidOperationException("Not yet.") : n)
            .Orchestrator("Main", context => context.CallActivityAsync<int>(
                "Work", 7, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1)))));
        await using var engine = await EngineUnderTest.StartAsync(functions);

        await engine.RunAsync("Main");

        await EngineUnderTest.UntilAsync(() => spans.Ended.Count == 3);
        var works = spans.Ended.Where(span => span.OperationName == "activity:Work").ToList();
        Assert.Equal([1, 2], works.Select(span => span.GetTagItem("durabletask.task.attempt")));
        Assert.Equal((ActivityStatusCode.Error, "Not yet."), (works[0].Status, works[0].StatusDescription));
        Assert.Equal(ActivityStatusCode.Unset, works[1].Status);
    }

    [Fact]
    public async Task After_a_restart_the_trace_goes_on()
    {
        using var spans = new SpanRecorder();
        var functions = new FunctionTable()
            .Activity<string, string>("Work", text => text)
            .Orchestrator("Main", async context =>
            {
                await context.CallActivityAsync<string>("Work", "before");
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<string>("go");
                return await context.CallActivityAsync<string>("Work", "after");
            });
        await using var engine = await EngineUnderTest.StartAsync(functions);
        var id = await engine.ScheduleAsync("Main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync(id)).SerializedCustomStatus == "\"waiting\"");

        await engine.RestartAsync();
        await engine.RaiseAsync(id, "go", "now");
        await engine.WaitAsync(id);

        await EngineUnderTest.UntilAsync(() => spans.Ended.Count == 4);
        var mains = spans.Ended.Where(span => span.OperationName == "orchestration:Main").ToList();
        Assert.Equal([null, true], mains.Select(span => span.GetTagItem("durabletask.resumed")));
        Assert.All(mains, main => Assert.Equal(spans.Caller.SpanId, main.ParentSpanId));
        var works = spans.Ended.Where(span => span.OperationName == "activity:Work").ToList();
        Assert.Equal(mains.Select(main => main.SpanId), works.Select(work => work.ParentSpanId));
    }

    [Fact]
    public async Task Starting_over_stays_in_the_trace()
    {
        using var spans = new SpanRecorder();
        var functions = new FunctionTable().Orchestrator("Main", context =>
        {
            if (context.GetInput<int>() < 2) context.ContinueAsNew(context.GetInput<int>() + 1);
            return Task.CompletedTask;
        });
        await using var engine = await EngineUnderTest.StartAsync(functions);

        await engine.RunAsync("Main", 0);

        await EngineUnderTest.UntilAsync(() => spans.Ended.Count == 3);
        Assert.All(spans.Ended, span => Assert.Equal(spans.Caller.SpanId, span.ParentSpanId));
    }

    [Fact]
    public async Task While_nobody_listens_activities_still_know_their_trace()
    {
        using var caller = new Activity("caller");
        caller.Start();
        var seen = new ConcurrentQueue<ActivityTraceId?>();
        var functions = new FunctionTable()
            .Activity<int, int>("Work", n =>
            {
                seen.Enqueue(Activity.Current?.TraceId);
                return n;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Work", 1));
        await using var engine = await EngineUnderTest.StartAsync(functions);

        await engine.RunAsync("Main");

        Assert.Equal([caller.TraceId], seen);
    }

    [Fact]
    public async Task A_failed_orchestration_says_so_in_its_span()
    {
        using var spans = new SpanRecorder();
        var functions = new FunctionTable().Orchestrator("Main", _ => throw new InvalidOperationException("No."));
        await using var engine = await EngineUnderTest.StartAsync(functions);

        await engine.RunAsync("Main");

        await EngineUnderTest.UntilAsync(() => spans.Ended.Count == 1);
        Assert.Equal((ActivityStatusCode.Error, "No."), (spans.Ended[0].Status, spans.Ended[0].StatusDescription));
    }
}
