using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Metarr.LocalRuntime.Hosting.SignalR;

/// <summary>Makes and checks the tokens that let a client onto a hub.</summary>
/// <remarks>The key lives as long as the process: a client that reconnects after a restart negotiates again.</remarks>
internal sealed class HubAccess(TimeProvider time)
{
    /// <summary>The item of the HTTP context under which the token's user is kept.</summary>
    public const string UserItem = "Metarr.HubUser";

    private const string BearerPrefix = "Bearer ";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public string Token(string hubName, string? userId)
    {
        var grant = JsonSerializer.SerializeToUtf8Bytes(new Grant(hubName, userId, time.GetUtcNow() + Lifetime));
        return $"{Base64Url.EncodeToString(grant)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, grant))}";
    }

    /// <summary>Lets a request with a valid token for the hub of its route pass; answers 401 to others.</summary>
    public async ValueTask<bool> AllowAsync(HttpContext http)
    {
        var hub = http.Request.RouteValues["hub"] as string;
        if (Read(TokenOf(http.Request)) is { } grant && hub is not null && grant.Hub.Equals(hub, StringComparison.OrdinalIgnoreCase))
        {
            http.Items[UserItem] = grant.User;
            return true;
        }
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await http.Response.CompleteAsync();
        return false;
    }

    // Browsers cannot set headers on a WebSocket, so the standard clients put the token into the query there.
    private static string TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..]
            : request.Query["access_token"].ToString();
    }

    private Grant? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 2 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1]))
            return null;
        var grant = Base64Url.DecodeFromChars(parts[0]);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, grant), Base64Url.DecodeFromChars(parts[1])))
            return null;
        var read = JsonSerializer.Deserialize<Grant>(grant);
        return read is not null && read.Until > time.GetUtcNow() ? read : null;
    }

    private sealed record Grant(string Hub, string? User, DateTimeOffset Until);
}
