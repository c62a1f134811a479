using System.Reflection;
using Metarr.LocalRuntime.Hosting.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Finds the output bindings of a method: one on its return value, or those on the properties of what it returns.</summary>
internal sealed class OutputBindings(IConfiguration configuration)
{
    public IReadOnlyList<OutputBinding> For(MethodInfo method, FunctionTrigger trigger)
    {
        var outputs = Find(method);
        if (outputs.Count > 0 && trigger is FunctionTrigger.Orchestration or FunctionTrigger.Activity)
            throw new NotSupportedException("a Durable function returns its result to its caller and has no output bindings");
        return outputs;
    }

    private List<OutputBinding> Find(MethodInfo method)
    {
        var result = MethodCallCompiler.ResultType(method.ReturnType);
        var onReturn = method.GetCustomAttributes<OutputBindingAttribute>().ToList();
        var onProperties = result.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(property => property.GetCustomAttributes<OutputBindingAttribute>().Select(attribute => (property, attribute)))
            .ToList();
        if (onReturn.Count == 0)
            return onProperties.ConvertAll(found => new OutputBinding(found.property.Name, Getter(found.property), Target(found.attribute)));
        if (onReturn.Count > 1 || onProperties.Count > 0)
            throw new NotSupportedException("a method with an output binding on its return value can have no other output binding");
        if (result == typeof(void))
            throw new NotSupportedException("it has an output binding on its return value but returns nothing");
        return [new OutputBinding(OutputBinding.ReturnName, static value => value, Target(onReturn[0]))];
    }

    private OutputTarget Target(OutputBindingAttribute attribute) => attribute switch
    {
        HttpResultAttribute => new OutputTarget.Http(),
        QueueOutputAttribute queue => new OutputTarget.Queue(SettingNames.Resolve(queue.QueueName, configuration), queue.Connection),
        SignalROutputAttribute signalR => new OutputTarget.SignalR(SettingNames.Resolve(signalR.HubName ?? "", configuration)),
        _ => throw new NotSupportedException($"the local runtime does not know the output binding {attribute.GetType().Name}"),
    };

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var get = typeof(OutputBindings).GetMethod(nameof(GetterOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(property.DeclaringType!, property.PropertyType);
        return (Func<object, object?>)get.Invoke(null, [property])!;
    }

    private static Func<object, object?> GetterOf<TOwner, TValue>(PropertyInfo property)
        where TOwner : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
        return owner => get((TOwner)owner);
    }
}
