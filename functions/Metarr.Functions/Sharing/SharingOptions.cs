using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Sharing;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Sharing;

/// <summary>Where several libraries share what providers said and showed, and how long it serves.</summary>
/// <remarks>
/// On when <c>ProviderCache__Connection</c>, <c>ProviderCache__AccountName</c> (for a managed identity) or
/// <c>ProviderCache__Container</c> (in the library's own account) is set. A library by itself gains nothing: its titles keep what was
/// said about them anyway.
/// </remarks>
/// <param name="Account">The storage account.</param>
/// <param name="Container">The container, shared by all.</param>
/// <param name="Terms">How long a provider's answers serve, by its name.</param>
public sealed record SharingOptions(StorageOptions Account, string Container, IReadOnlyDictionary<string, SharingTerms> Terms)
{
    private const string UsualContainer = "provider-cache";
    private const double UsualHours = 24;

    /// <summary>Ratings move slowly, and OMDb's free key is good for a thousand questions a day.</summary>
    private const double OmdbHours = 7 * 24;

    private static readonly string[] Providers = [ProviderNames.Tmdb, ProviderNames.Tvdb, ProviderNames.Fanart, ProviderNames.Omdb];

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The options; null when nothing is shared.</returns>
    /// <exception cref="InvalidOperationException">A value cannot be used; the message names the setting.</exception>
    public static SharingOptions? From(IConfiguration configuration)
    {
        var section = configuration.GetSection("ProviderCache");
        var (connection, account, container) = (Text("Connection"), Text("AccountName"), Text("Container"));
        if ((connection ?? account ?? container) is null) return null;
        var place = (connection ?? account) is null
            ? StorageOptions.From(configuration)
            : new StorageOptions(connection, account, Prefix: "");
        return new SharingOptions(place, Name(container ?? UsualContainer), Providers.ToDictionary(name => name, Terms));

        string? Text(string key) => string.IsNullOrWhiteSpace(section[key]) ? null : section[key]!.Trim();

        SharingTerms Terms(string provider)
        {
            var usual = configuration.GetValue("ProviderCache:FreshHours", provider == ProviderNames.Omdb ? OmdbHours : UsualHours);
            var setting = $"Providers:{provider}:FreshHours";
            var hours = configuration.GetValue(setting, usual);
            return hours > 0 && hours <= SharingTerms.LongestLife.TotalHours
                ? new SharingTerms(TimeSpan.FromHours(hours))
                : throw new InvalidOperationException(
                    $"ProviderCache:FreshHours and {setting} must be hours above 0 and at most {SharingTerms.LongestLife.TotalHours:0}.");
        }
    }

    private static string Name(string container) =>
        container.Length is >= 3 and <= 63 && container.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? container
            : throw new InvalidOperationException(
                $"ProviderCache:Container '{container}' must be 3 to 63 lower-case letters, digits and hyphens.");
}
