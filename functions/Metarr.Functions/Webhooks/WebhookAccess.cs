using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Webhooks;

/// <summary>Decides who may send webhooks: whoever shows the configured name and password, or the configured key.</summary>
/// <remarks>
/// Radarr and Sonarr know no keys but Basic, and the host lets in nobody without its key where a function asks for one; so the
/// webhook functions are open to the host and ask here. <c>Webhooks__Username</c> and <c>Webhooks__Password</c> set up Basic;
/// <c>Webhooks__Key</c> (on the local runtime its function key, too) sets up <c>?code=</c> and <c>x-functions-key</c>. With neither,
/// everyone may send on a person's own machine, and nobody in the cloud; a name alone lets nobody in.
/// <c>Webhooks__NextPassword</c> and <c>Webhooks__NextKey</c> are taken beside them, so that a new one can be handed out before the old
/// one is withdrawn.
/// </remarks>
public sealed class WebhookAccess
{
    private readonly byte[][] credentials;
    private readonly byte[][] keys;
    private readonly bool isOpen;

    /// <summary>Reads who may send.</summary>
    /// <param name="configuration">The app's configuration.</param>
    public WebhookAccess(IConfiguration configuration)
    {
        var user = configuration["Webhooks:Username"];
        credentials =
        [
            .. new[] { configuration["Webhooks:Password"], configuration["Webhooks:NextPassword"] }
                .Where(password => !string.IsNullOrEmpty(password))
                .Select(password => Digest($"{user}:{password}")),
        ];
        keys =
        [
            .. new[] { FirstOf(configuration["Webhooks:Key"], configuration["LocalRuntime:FunctionKey"]), configuration["Webhooks:NextKey"] }
                .Where(key => !string.IsNullOrEmpty(key))
                .Select(key => Digest(key!)),
        ];

        // Azure sets this name for every app that it runs, and nothing else does.
        var isAsking = credentials.Length > 0 || keys.Length > 0 || !string.IsNullOrEmpty(user);
        isOpen = !isAsking && string.IsNullOrEmpty(configuration["WEBSITE_SITE_NAME"]);
    }

    /// <summary>Whether a request may be taken.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True when it shows what is configured.</returns>
    public bool Allows([NotNull] HttpRequest request)
    {
        if (isOpen) return true;

        // Digests have one length, so the time of a comparison tells nothing of what is compared; and both are always made.
        var byName = Matches(credentials, Credentials(request));
        var hasHeader = request.Headers.TryGetValue("x-functions-key", out var header);
        var byKey = Matches(keys, hasHeader ? header.ToString() : request.Query["code"].ToString());
        return byName | byKey;
    }

    private static bool Matches(byte[][] expected, string given)
    {
        var digest = Digest(given);
        return expected.Aggregate(false, (found, one) => CryptographicOperations.FixedTimeEquals(one, digest) | found);
    }

    private static string Credentials(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization.ToString(), out var header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return "";
        var bytes = new byte[header.Parameter?.Length ?? 0];
        return Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string? FirstOf(params string?[] texts) => Array.Find(texts, text => !string.IsNullOrEmpty(text));
}
