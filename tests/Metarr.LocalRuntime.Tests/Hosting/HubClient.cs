using System.Net.WebSockets;
using System.Text;

namespace Metarr.LocalRuntime.Tests.Hosting;

/// <summary>A connection to a hub, message by message: several may come in one frame, and signs of life among them.</summary>
internal sealed class HubClient : IDisposable
{
    private const char EndOfMessage = '\u001e';
    private const string SignOfLife = """{"type":6}""";

    private readonly ClientWebSocket socket = new();
    private readonly StringBuilder unread = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task ConnectAsync(Uri address) => socket.ConnectAsync(address, Cancel);

    public Task SendAsync(string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    /// <summary>The next message that is no sign of life.</summary>
    public async Task<string> ReadAsync()
    {
        var buffer = new byte[4096];
        while (true)
        {
            var text = unread.ToString();
            var end = text.IndexOf(EndOfMessage, StringComparison.Ordinal);
            if (end < 0)
            {
                var received = await socket.ReceiveAsync(buffer, Cancel);
                unread.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                continue;
            }

            unread.Remove(0, end + 1);
            if (text[..end] != SignOfLife)
                return text[..end];
        }
    }

    public void Dispose() => socket.Dispose();
}
