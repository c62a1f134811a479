using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Metarr.LocalRuntime.Hosting.Settings;
using Metarr.LocalRuntime.Hosting.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Finds functions by reflection, once, and makes ready all that an invocation needs.</summary>
/// <remarks>A function that is wrong fails with a sentence that names it, as the real build or host would.</remarks>
internal sealed partial class FunctionDiscovery(IConfiguration configuration)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly ParameterBindings parameters = new(configuration);
    private readonly OutputBindings outputs = new(configuration);

    /// <summary>The functions of some classes, without those that a setting switches off.</summary>
    /// <exception cref="InvalidOperationException">A function is wrong, or two have the same name.</exception>
    public IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Type> types)
    {
        var found = from type in types.Distinct()
                    where !type.IsGenericTypeDefinition
                    from method in type.GetMethods(Declared)
                    let attribute = method.GetCustomAttribute<FunctionAttribute>()
                    where attribute is not null && !IsDisabled(attribute.Name)
                    select Describe(attribute.Name, method);
        var functions = found.ToList();
        var twice = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? functions
            : throw FunctionException.For(twice.Key, $"its name is used by {string.Join(" and ", twice.Select(f => f.Definition.EntryPoint))}");
    }

    /// <summary>Whether a setting switches the function off, as on Azure.</summary>
    private bool IsDisabled(string name) => configuration[$"AzureWebJobs.{name}.Disabled"]?.Trim().ToUpperInvariant() is "TRUE" or "1";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex ValidName();

    private FunctionDescriptor Describe(string name, MethodInfo method)
    {
        try
        {
            Validate(name, method);
            var trigger = FindTrigger(name, method);
            var bound = outputs.For(method, trigger);
            return new FunctionDescriptor(
                name,
                trigger,
                new LocalFunctionDefinition(name, method, Metadata(method, trigger, bound)),
                [.. method.GetParameters().Select(parameter => parameters.For(parameter, trigger))],
                Activator(method),
                MethodCallCompiler.Compile(method),
                bound);
        }
        catch (Exception wrong) when (wrong is NotSupportedException or InvalidOperationException or FormatException)
        {
            throw FunctionException.For(name, wrong.Message);
        }
    }

    private static void Validate(string name, MethodInfo method)
    {
        if (!ValidName().IsMatch(name))
            throw new NotSupportedException("a function's name starts with a letter and has letters, digits, '_' and '-', at most 128");
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
            throw new NotSupportedException($"{method.DeclaringType!.FullName}.{method.Name} is not public");
        if (method.IsGenericMethodDefinition)
            throw new NotSupportedException("its method is generic");
        if (!method.IsStatic && method.DeclaringType!.IsAbstract)
            throw new NotSupportedException($"its class {method.DeclaringType.FullName} is abstract");
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            throw new NotSupportedException("it is async void, so nothing could wait for it; return Task");
        if (method.ReturnType.FullName?.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal) == true)
            throw new NotSupportedException("it returns ValueTask, which the Functions worker does not await; return Task");
    }

    private FunctionTrigger FindTrigger(string name, MethodInfo method)
    {
        var triggers = method.GetParameters().SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>()).ToList();
        if (triggers.Count != 1)
            throw new NotSupportedException($"it has {triggers.Count} trigger parameters and must have exactly one");
        return triggers[0] switch
        {
            HttpTriggerAttribute http => new FunctionTrigger.Http(
                http.AuthLevel,
                http.Route is null ? null : SettingNames.Resolve(http.Route, configuration),
                [.. (http.Methods ?? []).Select(verb => verb.ToUpperInvariant())]),
            QueueTriggerAttribute queue => new FunctionTrigger.Queue(SettingNames.Resolve(queue.QueueName, configuration), queue.Connection),
            TimerTriggerAttribute timer => new FunctionTrigger.Timer(
                TimerSchedules.Parse(SettingNames.Resolve(timer.Schedule, configuration)), timer.UseMonitor, timer.RunOnStartup),
            OrchestrationTriggerAttribute orchestration => new FunctionTrigger.Orchestration(orchestration.Orchestration ?? name),
            ActivityTriggerAttribute activity => new FunctionTrigger.Activity(activity.Activity ?? name),
            var other => throw new NotSupportedException($"the local runtime does not know the trigger {other.GetType().Name}"),
        };
    }

    private static Func<IServiceProvider, object>? Activator(MethodInfo method)
    {
        if (method.IsStatic)
            return null;
        var factory = ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        return services => factory(services, null);
    }

    private static IEnumerable<BindingMetadata> Metadata(MethodInfo method, FunctionTrigger trigger, IReadOnlyList<OutputBinding> outputs)
    {
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.IsDefined(typeof(TriggerBindingAttribute)))
                yield return new LocalBindingMetadata(parameter.Name!, trigger.BindingType, BindingDirection.In);
            else if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } input)
                yield return new LocalBindingMetadata(parameter.Name!, InputType(input), BindingDirection.In);
        }
        foreach (var output in outputs)
            yield return new LocalBindingMetadata(output.Name, output.Target.BindingType, BindingDirection.Out);
        if (trigger is FunctionTrigger.Http && outputs.Count == 0)
            yield return new LocalBindingMetadata(OutputBinding.ReturnName, "http", BindingDirection.Out);
    }

    private static string InputType(InputBindingAttribute input) => input switch
    {
        DurableClientAttribute => "durableClient",
        SignalRConnectionInfoInputAttribute => "signalRConnectionInfo",
        _ => throw new NotSupportedException($"the local runtime does not know the input binding {input.GetType().Name}"),
    };
}
