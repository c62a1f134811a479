using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Queues;
using Metarr.LocalRuntime.Hosting.SignalR;

namespace Metarr.LocalRuntime.Hosting.Invocation;

/// <summary>Sends what a function put into its output bindings to where each binding says.</summary>
internal sealed class OutputSender(QueueOutputs queues, SignalROutputs signalR)
{
    public async Task SendAsync(LocalFunctionContext context)
    {
        if (context.Outputs is not { } values)
            return;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
                continue;
            switch (context.Function.Outputs[i].Target)
            {
                case OutputTarget.Http:
                    context.Result = value;
                    break;
                case OutputTarget.Queue queue:
                    await queues.SendAsync(queue, value, context.CancellationToken);
                    break;
                case OutputTarget.SignalR hub:
                    await signalR.SendAsync(hub.HubName, value, context.CancellationToken);
                    break;
            }
        }
    }
}
