using Metarr.LocalRuntime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.LocalRuntime.Tests.Durable;

/// <summary>An engine on a folder of its own, which goes with it. It can be restarted on that folder.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly FunctionTable functions;
    private readonly Func<DurableEngineOptions, DurableEngineOptions> configure;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private DurableEngine engine;

    private EngineUnderTest(
        string folder,
        FunctionTable functions,
        Func<DurableEngineOptions, DurableEngineOptions>? configure,
        TimeProvider? time,
        ILoggerFactory? loggers)
    {
        Folder = folder;
        this.functions = functions;
        this.configure = configure ?? (options => options);
        this.time = time ?? TimeProvider.System;
        this.loggers = loggers ?? NullLoggerFactory.Instance;
        engine = Create();
    }

    public string Folder { get; }

    public DurableTaskClient Client => engine.Client;

    public DurableEngine Engine => engine;

    public static async Task<EngineUnderTest> StartAsync(
        FunctionTable functions,
        Func<DurableEngineOptions, DurableEngineOptions>? configure = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        string? folder = null)
    {
        var test = new EngineUnderTest(folder ?? NewFolder(), functions, configure, time, loggers);
        await test.engine.StartAsync(TestContext.Current.CancellationToken);
        return test;
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("metarr-durable-").FullName;

    /// <summary>Ends the engine without letting running activities finish, and starts another one on the folder.</summary>
    public async Task RestartAsync()
    {
        await engine.DisposeAsync();
        engine = Create();
        await engine.StartAsync(TestContext.Current.CancellationToken);
    }

    public Task<string> ScheduleAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(
            name, input, new StartOrchestrationOptions(id), TestContext.Current.CancellationToken);

    public async Task<OrchestrationMetadata> WaitAsync(string id)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null) =>
        await WaitAsync(await ScheduleAsync(name, input, id));

    public async Task<T?> ResultAsync<T>(string name, object? input = null, string? id = null)
    {
        var metadata = await RunAsync(name, input, id);
        Assert.True(
            metadata.RuntimeStatus == OrchestrationRuntimeStatus.Completed,
            $"{metadata.RuntimeStatus}: {metadata.FailureDetails}");
        return metadata.ReadOutputAs<T>();
    }

    public async Task<OrchestrationMetadata> GetAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"There is no instance '{id}'.");

    public Task RaiseAsync(string id, string name, object? payload = null) =>
        Client.RaiseEventAsync(id, name, payload, TestContext.Current.CancellationToken);

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        while (!await condition())
            await Task.Delay(5, deadline.Token);
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private DurableEngine Create() => new(
        configure(new DurableEngineOptions { Directory = Folder }), functions, time, loggers);
}
