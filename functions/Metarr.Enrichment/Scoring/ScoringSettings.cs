using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Scoring;

/// <summary>What the score measures against.</summary>
public sealed record ScoringSettings
{
    /// <summary>The settings nobody has changed.</summary>
    public static ScoringSettings Default { get; } = new();

    /// <summary>The language whose art scores highest: <c>en</c>, or with a region, <c>pt-BR</c>.</summary>
    public string PreferredLanguage
    {
        get;
        init
        {
            field = value;
            Preferred = LanguageTag.Parse(value);
        }
    } = "en";

    /// <summary><see cref="PreferredLanguage"/>, read once and not for every candidate.</summary>
    internal LanguageTag Preferred { get; private init; } = new("en", null);

    /// <summary>How many points each part can bring.</summary>
    public ScoreWeights Weights { get; init; } = ScoreWeights.Default;

    /// <summary>The ideal size of each type of art.</summary>
    public IReadOnlyDictionary<AssetType, PixelSize> Ideals { get; init; } = new Dictionary<AssetType, PixelSize>
    {
        [AssetType.Poster] = new(2000, 3000),
        [AssetType.Fanart] = new(1920, 1080),
        [AssetType.Banner] = new(758, 140),
        [AssetType.ClearLogo] = new(800, 310),
        [AssetType.ClearArt] = new(1000, 562),
        [AssetType.DiscArt] = new(1000, 1000),
        [AssetType.Landscape] = new(1920, 1080),
        [AssetType.KeyArt] = new(2000, 3000),
        [AssetType.Thumb] = new(1920, 1080),
        [AssetType.CharacterArt] = new(512, 512),
        [AssetType.ActorThumb] = new(1000, 1500),
    };

    /// <summary>How far each provider is trusted, 0 to 10; others get <see cref="OtherProvider"/>.</summary>
    public IReadOnlyDictionary<string, double> Providers { get; init; } = new Dictionary<string, double>
    {
        [ProviderNames.Tmdb] = 10,
        [ProviderNames.Fanart] = 9,
        [ProviderNames.Tvdb] = 8,
    };

    /// <summary>How far a provider that <see cref="Providers"/> does not name is trusted.</summary>
    public double OtherProvider { get; init; } = 5;
}
