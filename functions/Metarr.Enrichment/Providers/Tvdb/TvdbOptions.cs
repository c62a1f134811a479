using System.Text;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Where TheTVDB is and how to sign in.</summary>
public sealed record TvdbOptions
{
    private const string Section = "Tvdb";

    /// <summary>The API key (v4); null when there is none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The subscriber's PIN, for keys that are paid for by their users; null when there is none.</summary>
    public string? Pin { get; init; }

    /// <summary>The API's address, up to and with its version.</summary>
    public Uri BaseUrl { get; init; } = new("https://api4.thetvdb.com/v4");

    /// <summary>The image CDN's address, up to <c>/banners</c>.</summary>
    public Uri ImageBaseUrl { get; init; } = new("https://artworks.thetvdb.com");

    /// <summary>Whether a key is there.</summary>
    public bool HasCredentials => !string.IsNullOrWhiteSpace(ApiKey);

    /// <summary>Checks the values once, before they are used.</summary>
    /// <exception cref="ArgumentException">A value cannot be used; the message names the setting, never a credential.</exception>
    public void Validate()
    {
        ProviderSettings.CheckAddress(BaseUrl, Section, nameof(BaseUrl));
        ProviderSettings.CheckAddress(ImageBaseUrl, Section, nameof(ImageBaseUrl));
        ProviderSettings.CheckCredential(ApiKey, Section, nameof(ApiKey));
        ProviderSettings.CheckCredential(Pin, Section, nameof(Pin));
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
