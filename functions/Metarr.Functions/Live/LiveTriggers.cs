using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Live;

/// <summary>Lets clients listen to live events, and forwards the events to them.</summary>
public static class LiveTriggers
{
    /// <summary>Tells a SignalR client where to listen; it is given the address <c>v1/events</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="connection">Where, with a token.</param>
    /// <returns>200 with what the client's protocol wants: <c>url</c> and <c>accessToken</c>, with no envelope.</returns>
    [ApiOperation("Tells a SignalR client where to listen to live events.")]
    [Function("NegotiateEvents")]
    public static IResult Negotiate(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/events/negotiate")] HttpRequest request,
        [SignalRConnectionInfoInput(HubName = LiveEventNames.Hub)] SignalRConnectionInfo connection) =>
        Results.Json(new { url = connection.Url, accessToken = connection.AccessToken });

    /// <summary>Forwards a message's events to everyone who listens.</summary>
    /// <param name="message">Several events.</param>
    /// <returns>The calls to the clients.</returns>
    [Function("ForwardEvents")]
    [SignalROutput(HubName = LiveEventNames.Hub)]
    public static SignalRMessageAction[] Forward([QueueTrigger("%" + LiveOptions.QueueSetting + "%")] string message) =>
        [.. StoredJson.Read<LiveMessage[]>(message).Select(sent => new SignalRMessageAction(sent.Target, [sent.Payload]))];
}
