using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;

namespace Metarr.Enrichment.Selection;

/// <summary>How many of each type are selected, and by what order.</summary>
public sealed record SelectionSettings
{
    /// <summary>The settings nobody has changed.</summary>
    public static SelectionSettings Default { get; } = new();

    /// <summary>How the score is made.</summary>
    public ScoringSettings Scoring { get; init; } = ScoringSettings.Default;

    /// <summary>How many of a type are selected; 0 switches the type off, so that only uploads stay; types that are not named get 1.</summary>
    public IReadOnlyDictionary<AssetType, int> Limits { get; init; } = new Dictionary<AssetType, int>
    {
        [AssetType.Poster] = 3,
        [AssetType.Fanart] = 4,
    };

    /// <summary>Orders candidates before the score does.</summary>
    public LanguagePolicy Languages { get; init; } = LanguagePolicy.ByScore;

    /// <summary>How many of a type are selected.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The limit, 0 or more.</returns>
    public int Limit(AssetType type) => Math.Max(0, Limits.GetValueOrDefault(type, 1));
}
