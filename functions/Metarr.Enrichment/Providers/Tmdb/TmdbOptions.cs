using System.Text;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Where TMDB is and how to sign in.</summary>
/// <remarks>Either credential will do; the read token wins, since it stays out of URLs.</remarks>
public sealed record TmdbOptions
{
    private const string Section = "Tmdb";

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
        ProviderSettings.CheckAddress(BaseUrl, Section, nameof(BaseUrl));
        ProviderSettings.CheckAddress(ImageBaseUrl, Section, nameof(ImageBaseUrl));
        ProviderSettings.CheckCredential(ApiKey, Section, nameof(ApiKey));
        ProviderSettings.CheckCredential(ReadToken, Section, nameof(ReadToken));
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
