using System.Text;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Where TMDB is and how to sign in.</summary>
/// <remarks>Either credential will do; the read token wins, since it stays out of URLs.</remarks>
public sealed record TmdbOptions
{
    /// <summary>The API key (v3), sent as the query parameter <c>api_key</c>; null when there is none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The API read access token (v4), sent as a bearer token; null when there is none.</summary>
    public string? ReadToken { get; init; }

    /// <summary>The API's address, up to and with its version.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.themoviedb.org/3");

    /// <summary>The image CDN's address, up to the size.</summary>
    public Uri ImageBaseUrl { get; init; } = new("https://image.tmdb.org/t/p");

    /// <summary>Whether a credential is there.</summary>
    public bool HasCredentials => !string.IsNullOrWhiteSpace(ApiKey) || !string.IsNullOrWhiteSpace(ReadToken);

    /// <summary>Checks the values once, before they are used.</summary>
    /// <exception cref="ArgumentException">A value cannot be used; the message names the setting, never a credential.</exception>
    public void Validate()
    {
        CheckAddress(BaseUrl, nameof(BaseUrl));
        CheckAddress(ImageBaseUrl, nameof(ImageBaseUrl));
        CheckCredential(ApiKey, nameof(ApiKey));
        CheckCredential(ReadToken, nameof(ReadToken));
    }

    private static void CheckAddress(Uri? address, string name)
    {
        if (address is not null && address.IsAbsoluteUri &&
            (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) &&
            address.Query.Length + address.Fragment.Length + address.UserInfo.Length == 0) return;
        throw new ArgumentException(
            $"Providers:Tmdb:{name} must be an absolute http or https address without query or credentials.", name);
    }

    private static void CheckCredential(string? credential, string name)
    {
        if (credential?.Trim().All(c => char.IsAscii(c) && !char.IsControl(c) && c != ' ') ?? true) return;
        throw new ArgumentException($"Providers:Tmdb:{name} holds characters that no TMDB key has; copy it again.", name);
    }

    // Written by hand so that a record that ends up in a message does not take its credentials along.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(BaseUrl)).Append(" = ").Append(BaseUrl)
            .Append(", ").Append(nameof(ImageBaseUrl)).Append(" = ").Append(ImageBaseUrl)
            .Append(", ").Append(nameof(HasCredentials)).Append(" = ").Append(HasCredentials);
        return true;
    }
}
