using System.Reflection;
using Metarr.LocalRuntime.Hosting.Http;
using Metarr.LocalRuntime.Hosting.Invocation;
using Metarr.LocalRuntime.Hosting.Orchestrations;
using Metarr.LocalRuntime.Hosting.Queues;
using Metarr.LocalRuntime.Hosting.Settings;
using Metarr.LocalRuntime.Hosting.SignalR;
using Metarr.LocalRuntime.Hosting.Timers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Decides, once per parameter, where its argument comes from.</summary>
internal sealed class ParameterBindings(IConfiguration configuration)
{
    public ParameterBinding For(ParameterInfo parameter, FunctionTrigger trigger)
    {
        var type = parameter.ParameterType;
        if (type.IsByRef)
            throw new NotSupportedException($"its parameter '{parameter.Name}' is passed by reference");
        if (type == typeof(FunctionContext))
            return static context => new(context);
        if (type == typeof(CancellationToken))
            return static context => new(context.CancellationToken);
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return DurableParameters.Client(parameter);
        if (parameter.GetCustomAttribute<SignalRConnectionInfoInputAttribute>() is { } signalR)
            return SignalRParameters.ConnectionInfo(parameter, SettingNames.Resolve(signalR.HubName ?? "", configuration), signalR.UserId);
        if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null)
            return ForTrigger(parameter, trigger);
        if (trigger is FunctionTrigger.Orchestration)
            return DurableParameters.OrchestrationInput(type);
        if (trigger is FunctionTrigger.Http && type == typeof(HttpRequest))
            return HttpParameters.Request;
        if (trigger is FunctionTrigger.Http && parameter.GetCustomAttribute<FromBodyAttribute>() is not null)
            return HttpParameters.Body(type);
        return Named(parameter);
    }

    private static ParameterBinding ForTrigger(ParameterInfo parameter, FunctionTrigger trigger) => trigger switch
    {
        FunctionTrigger.Http when parameter.ParameterType == typeof(HttpRequest) => HttpParameters.Request,
        FunctionTrigger.Http => throw WrongType(parameter, nameof(HttpRequest)),
        FunctionTrigger.Queue => QueueParameters.Message(parameter.ParameterType),
        FunctionTrigger.Timer when parameter.ParameterType == typeof(TimerInfo) => TimerTriggerData.Info,
        FunctionTrigger.Timer => throw WrongType(parameter, nameof(TimerInfo)),
        FunctionTrigger.Orchestration => DurableParameters.OrchestrationContext(parameter),
        FunctionTrigger.Activity => DurableParameters.ActivityInput(parameter.ParameterType),
        _ => throw new NotSupportedException($"its trigger '{trigger.BindingType}' is unknown"),
    };

    private static ParameterBinding Named(ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var convert = TextConversion.To(parameter.ParameterType)
            ?? throw new NotSupportedException($"nothing can fill its parameter '{name}' of type {parameter.ParameterType.Name}");
        var optional = parameter.HasDefaultValue
            || !parameter.ParameterType.IsValueType
            || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        var fallback = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return context =>
        {
            if (context.Trigger.TryGetValue(name, out var value) && value is not null)
                return new(convert(value));
            return optional
                ? new ValueTask<object?>(fallback)
                : throw new InvalidOperationException($"The parameter '{name}' of the function '{context.Function.Name}' has no value.");
        };
    }

    private static NotSupportedException WrongType(ParameterInfo parameter, string expected) =>
        new($"its trigger parameter '{parameter.Name}' is of type {parameter.ParameterType.Name} and must be {expected}");
}
