using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Tests.Durable;

public sealed class DeterminismTests
{
    [Fact]
    public async Task Times_and_guids_are_the_same_on_replay()
    {
        var seen = new ConcurrentQueue<string>();
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Step", n => n)
            .Orchestrator("Main", async context =>
            {
                var here = new List<string>();
                for (var n = 0; n < 5; n++)
                {
                    here.Add($"{context.CurrentUtcDateTime:o} {context.NewGuid()} {context.NewGuid()}");
                    await context.CallActivityAsync<int>("Step", n);
                }

                seen.Enqueue(string.Join('\n', here));
                context.SetCustomStatus("there");
                await context.WaitForExternalEvent<string>("go");
            }));
        await engine.ScheduleAsync("Main", null, "main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("main")).SerializedCustomStatus == "\"there\"");
        await engine.RestartAsync();
        await EngineUnderTest.UntilAsync(() => seen.Count == 2);

        Assert.Single(seen.Distinct());
        Assert.Equal(10, seen.First().Split('\n').SelectMany(line => line.Split(' ')[1..]).Distinct().Count());
    }

    [Fact]
    public void A_guid_is_the_one_that_the_sdk_would_make()
    {
        // Computed from RFC 4122, section 4.3, with Python's uuid.uuid5 and the SDK's namespace.
        var guid = Metarr.LocalRuntime.Durable.Orchestrations.DeterministicGuid.Create(
            "abc", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), 7);

        Assert.Equal(new Guid("1a00ed86-f09f-58da-94da-49515ae39ae9"), guid);
    }

    [Fact]
    public async Task IsReplaying_is_true_only_over_recorded_history()
    {
        var seen = new ConcurrentQueue<(int Step, bool Replaying)>();
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Step", n => n)
            .Orchestrator("Main", async context =>
            {
                for (var n = 0; n < 3; n++)
                {
                    await context.CallActivityAsync<int>("Step", n);
                    seen.Enqueue((n, context.IsReplaying));
                }

                context.SetCustomStatus("there");
                await context.WaitForExternalEvent<string>("go");
                seen.Enqueue((3, context.IsReplaying));
            }));
        await engine.ScheduleAsync("Main", null, "main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("main")).SerializedCustomStatus == "\"there\"");
        Assert.Equal([(0, false), (1, false), (2, false)], seen);
        seen.Clear();

        await engine.RestartAsync();
        await engine.RaiseAsync("main", "go");
        await engine.WaitAsync("main");

        Assert.Equal([(0, true), (1, true), (2, true), (3, false)], seen);
    }

    [Fact]
    public async Task A_replay_safe_logger_is_silent_on_replay()
    {
        using var log = new ListLogger();
        await using var engine = await EngineUnderTest.StartAsync(
            new FunctionTable()
                .Activity<int, int>("Step", n => n)
                .Orchestrator("Main", async context =>
                {
                    var logger = context.CreateReplaySafeLogger("Flow");
                    await context.CallActivityAsync<int>("Step", 1);
                    logger.LogInformation("after the step");
                    context.SetCustomStatus("there");
                    await context.WaitForExternalEvent<string>("go");
                    context.ReplaySafeLoggerFactory.CreateLogger("Flow").LogInformation("after the event");
                }),
            loggers: log);
        await engine.ScheduleAsync("Main", null, "main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("main")).SerializedCustomStatus == "\"there\"");
        await engine.RestartAsync();
        await engine.RaiseAsync("main", "go");
        await engine.WaitAsync("main");

        Assert.Equal(["Flow: after the step", "Flow: after the event"], log.Lines.Where(line => line.StartsWith("Flow", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Work_per_event_does_not_grow_with_the_history()
    {
        var runs = 0;
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Step", n => n)
            .Orchestrator("Main", async context =>
            {
                Interlocked.Increment(ref runs);
                for (var n = 0; n < 500; n++)
                    await context.CallActivityAsync<int>("Step", n);
            }));

        await engine.RunAsync("Main");

        Assert.Equal(1, runs);
    }

    [Theory]
    [InlineData("other activity", "named 'Other'")]
    [InlineData("timer", "a timer task")]
    [InlineData("nothing", "hasn't (yet?) scheduled this task")]
    public async Task A_replay_that_asks_for_something_else_fails_and_says_what(string change, string asked)
    {
        var changed = false;
        var table = new FunctionTable()
            .Activity<int, int>("Step", n => n)
            .Activity<int, int>("Other", n => n)
            .Orchestrator("Main", async context =>
            {
                switch (changed ? change : "as recorded")
                {
                    case "other activity":
                        await context.CallActivityAsync<int>("Other", 1);
                        break;
                    case "timer":
                        await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                        break;
                    case "as recorded":
                        await context.CallActivityAsync<int>("Step", 1);
                        break;
                }

                context.SetCustomStatus("there");
                await context.WaitForExternalEvent<string>("go");
            });
        await using var engine = await EngineUnderTest.StartAsync(table);
        await engine.ScheduleAsync("Main", null, "main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync("main")).SerializedCustomStatus == "\"there\"");
        changed = true;

        await engine.RestartAsync();
        var metadata = await engine.WaitAsync("main");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.EndsWith("NonDeterministicOrchestrationException", metadata.FailureDetails!.ErrorType, StringComparison.Ordinal);
        Assert.StartsWith("Non-Deterministic workflow detected: ", metadata.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("an activity task named 'Step' with sequence number 0", metadata.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(asked, metadata.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("thread pool")]
    [InlineData("off context")]
    public async Task Awaiting_something_that_is_not_durable_fails_and_says_so(string what)
    {
        // Not done before it is awaited, however late that is: a task that is done already is not awaited at all.
        var isAwaited = new TaskCompletionSource();
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Step", n => n)
            .Orchestrator("Main", async context =>
            {
                context.SetCustomStatus("awaiting");
                switch (what)
                {
                    case "delay":
                        await Task.WhenAll(Task.Delay(5, TestContext.Current.CancellationToken), isAwaited.Task);
                        break;
                    case "thread pool":
                        await Task.Run(() => isAwaited.Task, TestContext.Current.CancellationToken);
                        break;
                    default:
                        await context.CallActivityAsync<int>("Step", 1).ConfigureAwait(false);
                        break;
                }

                await context.CallActivityAsync<int>("Step", 2);
            }));

        var id = await engine.ScheduleAsync("Main");
        await EngineUnderTest.UntilAsync(async () => (await engine.GetAsync(id)).SerializedCustomStatus == "\"awaiting\"");
        isAwaited.SetResult();
        var metadata = await engine.WaitAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains("invalid asynchronous invocation", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yielding_inside_an_orchestrator_is_harmless()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, int>("Step", n => n)
            .Orchestrator("Main", async context =>
            {
                await Task.Yield();
                return await context.CallActivityAsync<int>("Step", 2);
            }));

        Assert.Equal(2, await engine.ResultAsync<int>("Main"));
    }

    [Fact]
    public async Task A_result_of_the_wrong_shape_fails_the_orchestrator_not_the_engine()
    {
        await using var engine = await EngineUnderTest.StartAsync(new FunctionTable()
            .Activity<int, string>("Step", _ => "no number")
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Step", 2)));

        var metadata = await engine.RunAsync("Main");

        Assert.True(metadata.FailureDetails!.IsCausedBy<System.Text.Json.JsonException>());
    }

    private sealed class ListLogger : ILoggerFactory
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() => Lines.Clear();

        private sealed class Category(ListLogger owner, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                owner.Lines.Enqueue($"{name}: {formatter(state, exception)}");
        }
    }
}
