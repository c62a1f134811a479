using System.Collections.Concurrent;
using Metarr.LocalRuntime.Durable;
using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Tests.Durable;

/// <summary>Orchestrators and activities as delegates; it counts how often each activity ran for each input.</summary>
internal sealed class FunctionTable : IDurableFunctions
{
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<DurableActivityCall, CancellationToken, Task<object?>>> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often each activity ran, by name and serialised input.</summary>
    public ConcurrentDictionary<string, int> Runs { get; } = new();

    public FunctionTable Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> run)
    {
        orchestrators[name] = async context => await run(context);
        return this;
    }

    public FunctionTable Orchestrator(string name, Func<TaskOrchestrationContext, Task> run)
    {
        orchestrators[name] = async context =>
        {
            await run(context);
            return null;
        };
        return this;
    }

    public FunctionTable Activity<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> run)
    {
        activities[name] = async (call, cancellation) =>
        {
            Runs.AddOrUpdate($"{name}({call.SerializedInput})", 1, (_, runs) => runs + 1);
            return await run(call.DataConverter.Deserialize<TIn>(call.SerializedInput)!, cancellation);
        };
        return this;
    }

    public FunctionTable Activity<TIn, TOut>(string name, Func<TIn, TOut> run) =>
        Activity<TIn, TOut>(name, (input, _) => Task.FromResult(run(input)));

    public bool HasOrchestrator(string name) => orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => orchestrators[name](context);

    public Task<object?> RunActivityAsync(DurableActivityCall call, CancellationToken cancellationToken) =>
        activities[call.Name](call, cancellationToken);
}
