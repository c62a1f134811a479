using System.Reflection;
using Metarr.LocalRuntime.Hosting.Discovery;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Hosting.Orchestrations;

/// <summary>Arguments of orchestrators, activities and durable clients.</summary>
internal static class DurableParameters
{
    public static ParameterBinding Client(ParameterInfo parameter) => parameter.ParameterType == typeof(DurableTaskClient)
        ? static context => new(context.InstanceServices.GetRequiredService<DurableRuntime>().Client)
        : throw WrongType(parameter, nameof(DurableTaskClient));

    public static ParameterBinding OrchestrationContext(ParameterInfo parameter) => parameter.ParameterType == typeof(TaskOrchestrationContext)
        ? static context => new(((OrchestrationTriggerData)context.Trigger).Orchestration)
        : throw WrongType(parameter, nameof(TaskOrchestrationContext));

    /// <summary>An orchestrator's further parameter is its input.</summary>
    public static ParameterBinding OrchestrationInput(Type type) =>
        (ParameterBinding)typeof(DurableParameters).GetMethod(nameof(InputOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, null)!;

    public static ParameterBinding ActivityInput(Type type) => context =>
    {
        var call = ((ActivityTriggerData)context.Trigger).Call;
        if (call.SerializedInput is { } input)
            return new(call.DataConverter.Deserialize(input, type));
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? throw new InvalidOperationException($"The activity '{call.Name}' was called without an input and needs one of type {type.Name}.")
            : default;
    };

    private static ParameterBinding InputOf<T>() => static context => new(((OrchestrationTriggerData)context.Trigger).Orchestration.GetInput<T>());

    private static NotSupportedException WrongType(ParameterInfo parameter, string expected) =>
        new($"its parameter '{parameter.Name}' is of type {parameter.ParameterType.Name} and must be {expected}");
}
