using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Bulk;

/// <summary>Listens to live events as a browser's SignalR client does.</summary>
internal sealed class LiveListener : IDisposable
{
    private const char EndOfMessage = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly StringBuilder unread = new();

    private LiveListener()
    {
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<LiveListener> ConnectAsync(TestApp app)
    {
        using var negotiated = await app.Http.PostAsync(new Uri("v1/events/negotiate?negotiateVersion=1", UriKind.Relative), null, Cancelled);
        negotiated.EnsureSuccessStatusCode();
        var hub = (await negotiated.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;
        var (url, token) = (hub["url"]!.GetValue<string>(), hub["accessToken"]!.GetValue<string>());
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/negotiate?negotiateVersion=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await app.Http.SendAsync(request, Cancelled);
        var id = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["connectionToken"]!.GetValue<string>();

        var listener = new LiveListener();
        await listener.socket.ConnectAsync(
            new Uri($"{url.Replace("http", "ws", StringComparison.Ordinal)}?id={id}&access_token={token}"), Cancelled);
        await listener.SendAsync("""{"protocol":"json","version":1}""");
        await listener.ReadAsync();

        // The hub answers a call only once the connection hears all events; that there is no such method does not matter.
        await listener.SendAsync("""{"type":1,"invocationId":"0","target":"none","arguments":[]}""");
        while ((await listener.ReadAsync())["type"]?.GetValue<int>() != 3)
        {
            // An event came first.
        }

        return listener;
    }

    /// <summary>Hears events until one is of this sort.</summary>
    /// <returns>All that were heard, by name and payload.</returns>
    public async Task<List<(string Name, JsonObject Payload)>> HearUntilAsync(Func<string, JsonObject, bool> isLast)
    {
        var heard = new List<(string Name, JsonObject Payload)>();
        while (true)
        {
            var message = await ReadAsync();
            if (message["type"]?.GetValue<int>() != 1) continue;
            heard.Add((message["target"]!.GetValue<string>(), message["arguments"]![0]!.AsObject()));
            if (isLast(heard[^1].Name, heard[^1].Payload)) return heard;
        }
    }

    public void Dispose() => socket.Dispose();

    private Task SendAsync(string message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, Cancelled);

    private async Task<JsonObject> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience.OfTests);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Cancelled);
        var buffer = new byte[8192];
        while (true)
        {
            var text = unread.ToString();
            if (text.IndexOf(EndOfMessage, StringComparison.Ordinal) is >= 0 and var end)
            {
                unread.Remove(0, end + 1);
                return JsonNode.Parse(text[..end])!.AsObject();
            }

            var received = await socket.ReceiveAsync(buffer, either.Token);
            unread.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
    }
}
