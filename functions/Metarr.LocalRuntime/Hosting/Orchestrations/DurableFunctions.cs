using System.Collections.Frozen;
using Metarr.LocalRuntime.Durable;
using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.DurableTask;

namespace Metarr.LocalRuntime.Hosting.Orchestrations;

/// <summary>The orchestrators and activities among the functions found, as the durable engine sees them.</summary>
internal sealed class DurableFunctions(FunctionCatalog catalog, FunctionExecutor executor) : IDurableFunctions
{
    private readonly FrozenDictionary<string, FunctionDescriptor> orchestrators =
        ByName<FunctionTrigger.Orchestration>(catalog, trigger => trigger.Name);

    private readonly FrozenDictionary<string, FunctionDescriptor> activities =
        ByName<FunctionTrigger.Activity>(catalog, trigger => trigger.Name);

    public bool HasOrchestrator(string name) => orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        executor.RunAsync(orchestrators[name], new OrchestrationTriggerData(context), CancellationToken.None);

    public Task<object?> RunActivityAsync(DurableActivityCall call, CancellationToken cancellationToken) =>
        executor.RunAsync(activities[call.Name], new ActivityTriggerData(call), cancellationToken);

    private static FrozenDictionary<string, FunctionDescriptor> ByName<TTrigger>(FunctionCatalog catalog, Func<TTrigger, string> name)
        where TTrigger : FunctionTrigger
    {
        var functions = new Dictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var (function, trigger) in catalog.With<TTrigger>())
        {
            if (!functions.TryAdd(name(trigger), function))
                throw FunctionException.For(function.Name, $"the name '{name(trigger)}' is also that of '{functions[name(trigger)].Name}'");
        }
        return functions.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
