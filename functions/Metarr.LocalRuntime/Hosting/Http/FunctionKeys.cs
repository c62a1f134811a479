using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.LocalRuntime.Hosting.Http;

/// <summary>Checks the key of callers, when one is configured.</summary>
internal sealed class FunctionKeys
{
    private const string Header = "x-functions-key";
    private const string Query = "code";

    private readonly byte[]? expected;

    public FunctionKeys(string? key) => expected = string.IsNullOrEmpty(key) ? null : Digest(key);

    public bool Allows(AuthorizationLevel level, HttpRequest request)
    {
        if (expected is null || level == AuthorizationLevel.Anonymous)
            return true;
        var given = request.Headers.TryGetValue(Header, out var header) ? header.ToString() : request.Query[Query].ToString();

        // Digests have one length, so the comparison's time tells neither the key's length nor how much of it was right.
        return CryptographicOperations.FixedTimeEquals(expected, Digest(given));
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
