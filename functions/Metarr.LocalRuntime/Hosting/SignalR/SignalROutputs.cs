using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.LocalRuntime.Hosting.SignalR;

/// <summary>Sends output values to the clients of a hub.</summary>
internal sealed class SignalROutputs(IHubContext<FunctionsHub> hub)
{
    /// <exception cref="InvalidOperationException">The value is neither a message nor a collection of messages.</exception>
    public async Task SendAsync(string hubName, object value, CancellationToken cancellationToken)
    {
        IEnumerable<SignalRMessageAction> messages = value switch
        {
            SignalRMessageAction one => [one],
            IEnumerable<SignalRMessageAction> many => many,
            _ => throw new InvalidOperationException($"A SignalR output is of type {value.GetType().Name} and must be {nameof(SignalRMessageAction)}."),
        };
        foreach (var message in messages)
            await Clients(hubName, message).SendCoreAsync(message.Target, message.Arguments ?? [], cancellationToken);
    }

    private IClientProxy Clients(string hubName, SignalRMessageAction message)
    {
        if (!string.IsNullOrEmpty(message.ConnectionId))
            return hub.Clients.Client(message.ConnectionId);
        if (!string.IsNullOrEmpty(message.UserId))
            return hub.Clients.Group(FunctionsHub.User(hubName, message.UserId));
        return hub.Clients.Group(string.IsNullOrEmpty(message.GroupName)
            ? FunctionsHub.Everyone(hubName)
            : FunctionsHub.Group(hubName, message.GroupName));
    }
}
