namespace Metarr.Enrichment.Providers;

/// <summary>Checks what the configuration says of a provider; the messages name the setting, never a credential.</summary>
internal static class ProviderSettings
{
    /// <summary>Refuses what is no plain http or https address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="section">The provider's section, such as <c>Tmdb</c>.</param>
    /// <param name="name">The setting's name within the section.</param>
    /// <exception cref="ArgumentException">The address cannot be used.</exception>
    public static void CheckAddress(Uri? address, string section, string name)
    {
        if (address is not null && address.IsAbsoluteUri &&
            (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) &&
            address.Query.Length + address.Fragment.Length + address.UserInfo.Length == 0) return;
        throw new ArgumentException(
            $"Providers:{section}:{name} must be an absolute http or https address without query or credentials.", name);
    }

    /// <summary>Refuses a key that was copied together with something else; none at all will do.</summary>
    /// <param name="credential">The key.</param>
    /// <param name="section">The provider's section, such as <c>Tmdb</c>.</param>
    /// <param name="name">The setting's name within the section.</param>
    /// <exception cref="ArgumentException">The key holds blanks or characters that are not ASCII.</exception>
    public static void CheckCredential(string? credential, string section, string name)
    {
        if (credential?.Trim().All(c => char.IsAscii(c) && !char.IsControl(c) && c != ' ') ?? true) return;
        throw new ArgumentException($"Providers:{section}:{name} holds characters that no key has; copy it again.", name);
    }

    /// <summary>A setting without the blanks around it; null when nothing is left.</summary>
    /// <param name="text">The setting.</param>
    public static string? NullWhenBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
