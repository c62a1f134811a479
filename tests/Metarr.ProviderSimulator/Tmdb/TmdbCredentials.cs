using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Says whether a request carries a v3 key (<c>?api_key=</c>) or a v4 read token (<c>Authorization:
/// Bearer</c>).</summary>
/// <param name="apiKey">The key that is good; null when none is.</param>
/// <param name="readToken">The token that is good; null when none is.</param>
internal sealed class TmdbCredentials(string? apiKey, string? readToken)
{
    private const string Scheme = "Bearer ";

    public bool Admit(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return readToken is not null && authorization[Scheme.Length..].Trim() == readToken;
        return apiKey is not null && request.Query["api_key"].ToString() == apiKey;
    }
}
