using System.Reflection;
using Metarr.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Metarr.Infra.Tests;

/// <summary>The functions of the app, as the host will see them.</summary>
internal static class FunctionTable
{
    /// <summary>Each function's name, what triggers it, and who may call it: a level of the host, or nobody from outside.</summary>
    public static IReadOnlyList<(string Name, string Trigger, string Level)> Read() =>
    [
        .. from type in typeof(MetarrServices).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           from trigger in parameter.GetCustomAttributes().OfType<TriggerBindingAttribute>()
           select (function.Name, Word(trigger), trigger is HttpTriggerAttribute http ? http.AuthLevel.ToString() : "internal"),
    ];

    private static string Word(TriggerBindingAttribute trigger) => trigger.GetType().Name.Replace("TriggerAttribute", "", StringComparison.Ordinal);
}
