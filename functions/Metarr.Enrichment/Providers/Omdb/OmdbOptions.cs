using System.Text;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>Where OMDb is and how to sign in.</summary>
public sealed record OmdbOptions
{
    private const string Section = "Omdb";

    /// <summary>The API key; null when there is none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The API's address, up to the query.</summary>
    public Uri BaseUrl { get; init; } = new("https://www.omdbapi.com/");

    /// <summary>Whether a key is there.</summary>
    public bool HasCredentials => !string.IsNullOrWhiteSpace(ApiKey);

    /// <summary>Checks the values once, before they are used.</summary>
    /// <exception cref="ArgumentException">A value cannot be used; the message names the setting, never a credential.</exception>
    public void Validate()
    {
        ProviderSettings.CheckAddress(BaseUrl, Section, nameof(BaseUrl));
        ProviderSettings.CheckCredential(ApiKey, Section, nameof(ApiKey));
    }

    // Written by hand so that a record that ends up in a message does not take its credentials along.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(BaseUrl)).Append(" = ").Append(BaseUrl)
            .Append(", ").Append(nameof(HasCredentials)).Append(" = ").Append(HasCredentials);
        return true;
    }
}
