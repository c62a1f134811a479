using System.Text.Json;
using Azure.Storage.Queues.Models;
using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Metarr.LocalRuntime.Hosting.Queues;

/// <summary>The queue trigger's parameter: the message, its text, its bytes, or an object read from its JSON.</summary>
internal static class QueueParameters
{
    public static ParameterBinding Message(Type type)
    {
        if (type == typeof(QueueMessage))
            return static context => new(MessageOf(context));
        if (type == typeof(string))
            return static context => new(MessageOf(context).Body.ToString());
        if (type == typeof(BinaryData))
            return static context => new(MessageOf(context).Body);
        if (type == typeof(byte[]))
            return static context => new(MessageOf(context).Body.ToArray());
        return context =>
        {
            var options = context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
            return new(JsonSerializer.Deserialize(MessageOf(context).Body.ToMemory().Span, type, options));
        };
    }

    private static QueueMessage MessageOf(LocalFunctionContext context) => ((QueueTriggerData)context.Trigger).Message;
}
