using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace Metarr.LocalRuntime.Hosting.SignalR;

/// <summary>Stands in for every hub of the app: the route says which one, and its clients are kept apart by groups.</summary>
internal sealed class FunctionsHub : Hub
{
    /// <summary>Where hubs are served; the last segment is the hub's name.</summary>
    public const string Route = "/runtime/signalr/{hub}";

    /// <summary>The path of one hub.</summary>
    public static string Path(string hubName) => $"/runtime/signalr/{Uri.EscapeDataString(hubName.ToLowerInvariant())}";

    /// <summary>Everyone on a hub.</summary>
    public static string Everyone(string hubName) => $"hub:{hubName.ToLowerInvariant()}";

    /// <summary>One user on a hub.</summary>
    public static string User(string hubName, string userId) => $"{Everyone(hubName)}:user:{userId}";

    /// <summary>A group on a hub.</summary>
    public static string Group(string hubName, string groupName) => $"{Everyone(hubName)}:group:{groupName}";

    public override async Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext()!;
        var hub = (string)http.GetRouteValue("hub")!;
        await Groups.AddToGroupAsync(Context.ConnectionId, Everyone(hub));
        if (http.Items[HubAccess.UserItem] is string user)
            await Groups.AddToGroupAsync(Context.ConnectionId, User(hub, user));
        await base.OnConnectedAsync();
    }
}
