using System.Text;

namespace Metarr.Enrichment.Providers.Fanart;

/// <summary>Where Fanart.tv is and how to sign in.</summary>
public sealed record FanartOptions
{
    private const string Section = "Fanart";

    /// <summary>The project's key; null when there is none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>A person's own key, which shows new art days earlier; null when there is none.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The API's address, up to and with its version: v3, or v3.2, which states the images' sizes.</summary>
    public Uri BaseUrl { get; init; } = new("https://webservice.fanart.tv/v3");

    /// <summary>The image CDN's address, up to <c>/fanart</c>.</summary>
    public Uri ImageBaseUrl { get; init; } = new("https://assets.fanart.tv");

    /// <summary>Whether a key is there.</summary>
    public bool HasCredentials => !string.IsNullOrWhiteSpace(ApiKey);

    /// <summary>Checks the values once, before they are used.</summary>
    /// <exception cref="ArgumentException">A value cannot be used; the message names the setting, never a credential.</exception>
    public void Validate()
    {
        ProviderSettings.CheckAddress(BaseUrl, Section, nameof(BaseUrl));
        ProviderSettings.CheckAddress(ImageBaseUrl, Section, nameof(ImageBaseUrl));
        ProviderSettings.CheckCredential(ApiKey, Section, nameof(ApiKey));
        ProviderSettings.CheckCredential(ClientKey, Section, nameof(ClientKey));
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
