using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Library;

/// <summary>Art that a provider offers for a title: what the provider says of it, before anyone has looked at the bytes.</summary>
/// <param name="Type">The sort of art.</param>
/// <param name="Provider">The provider's name, as in <see cref="ProviderNames"/>.</param>
/// <param name="ProviderAssetId">The provider's own id of the art; for TMDB the file path.</param>
/// <param name="Url">Where the original lies.</param>
public sealed record Candidate(AssetType Type, string Provider, string ProviderAssetId, Uri Url)
{
    /// <summary>The sort of art.</summary>
    public AssetType Type { get; } = Type;

    /// <summary>The provider's name, as in <see cref="ProviderNames"/>.</summary>
    public string Provider { get; } = Provider;

    /// <summary>The provider's own id of the art; for TMDB the file path.</summary>
    public string ProviderAssetId { get; } = ProviderAssetId;

    /// <summary>Where a small version lies, for lists; null when there is none.</summary>
    public Uri? PreviewUrl { get; init; }

    /// <summary>The width the provider states, pixels; null when it states none.</summary>
    public int? StatedWidth { get; init; }

    /// <summary>The height the provider states, pixels; null when it states none.</summary>
    public int? StatedHeight { get; init; }

    /// <summary>The language of the text on it, two letters (ISO 639-1); null for textless art.</summary>
    public string? Language { get; init; }

    /// <summary>The region that narrows the language (ISO 3166-1), such as <c>BR</c>; null when none is stated.</summary>
    public string? Region { get; init; }

    /// <summary>The mean of the votes, 0 to 10.</summary>
    public double VoteAverage { get; init; }

    /// <summary>How many voted; for Fanart.tv its likes.</summary>
    public int VoteCount { get; init; }

    /// <summary>The season it belongs to, when it is art of a season.</summary>
    public int? Season { get; init; }

    /// <summary>The sort of disc, for disc art: <c>dvd</c>, <c>bluray</c>.</summary>
    public string? DiscType { get; init; }

    /// <summary>Whether a person uploaded it: it never competes, and automation never takes it out of a selection.</summary>
    [JsonIgnore]
    public bool IsUpload => Provider == ProviderNames.User;

    /// <summary>Names this candidate within its title and type: 16 hexadecimal digits, the same in every run.</summary>
    /// <remarks>Made once, of what is fixed for good: it is asked for in every step, and a hash is dear.</remarks>
    [JsonIgnore]
    public string Key { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Provider}\n{Type.Name()}\n{ProviderAssetId}")).AsSpan(0, 8));
}
