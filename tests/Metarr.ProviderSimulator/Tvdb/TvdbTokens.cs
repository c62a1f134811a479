using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>The tokens that <c>/login</c> gave out and until when each is good. Safe to use from any thread.</summary>
internal sealed class TvdbTokens(TimeSpan lifetime, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private readonly ConcurrentDictionary<string, DateTimeOffset> goodUntil = new(StringComparer.Ordinal);

    /// <summary>A new token; the older ones stay good.</summary>
    public string Issue()
    {
        // Three parts, as a JSON web token has; nobody but this class reads it.
        var token = string.Join('.', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetHexString(32, lowercase: true)));
        goodUntil[token] = time.GetUtcNow() + lifetime;
        return token;
    }

    /// <summary>Whether a request carries a token that is good now.</summary>
    public bool Admit(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && goodUntil.TryGetValue(authorization[Scheme.Length..].Trim(), out var end) && time.GetUtcNow() < end;
    }

    /// <summary>No token is good any more.</summary>
    public void Forget() => goodUntil.Clear();
}
