using System.Collections.ObjectModel;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;

namespace Metarr.Enrichment.Library;

/// <summary>What a person can set about enrichment.</summary>
public sealed record EnrichmentSettings
{
    /// <summary>The settings nobody has changed.</summary>
    public static EnrichmentSettings Default { get; } = new();

    /// <summary>Whether the best art is selected at once, or only scored and shown, so that a person chooses.</summary>
    public bool AutoSelectAssets { get; init; }

    /// <summary>The library's language: <c>en</c>, <c>pt-BR</c>.</summary>
    public string PreferredLanguage { get; init; } = "en";

    /// <summary>The country whose age ratings and release dates count (ISO 3166-1).</summary>
    public string Country { get; init; } = "US";

    /// <summary>
    /// The languages in which art is listed, two letters each, beside the preferred one and textless art. The default is what art is
    /// commonly made in, so that a person can choose among all of it; the score decides what is chosen by itself.
    /// </summary>
    /// <remarks>Whoever changes the default raises the version of <see cref="SettingsMarks"/>, or every title is due after the upgrade.</remarks>
    public EquatableList<string> ImageLanguages { get; init; } =
    [
        "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "el", "hr", "sr", "sl", "uk",
        "ru", "tr", "he", "ar", "fa", "hi", "th", "vi", "id", "ja", "ko", "zh", "et", "lv", "lt", "ka", "ca",
        "gl", "eu", "is", "ms", "bn", "ta", "te", "ml",
    ];

    /// <summary>How many candidates are looked at.</summary>
    public AnalysisMode AnalysisMode { get; init; } = AnalysisMode.BestFirst;

    /// <summary>For how many days an enrichment counts as fresh, so that automation leaves the title alone.</summary>
    public int FreshDays { get; init; } = 7;

    /// <summary>How many titles of a bulk run are at work at the same time.</summary>
    public int BulkWindow { get; init; } = 4;

    /// <summary>Whether a completed run, an edit or a choice hands the title on to publishing at once, or leaves it ready until a person asks.</summary>
    public bool AutoPublish { get; init; }

    /// <summary>How many of each asset type are selected.</summary>
    public IReadOnlyDictionary<AssetType, int> AssetLimits { get; init; } = SelectionSettings.Default.Limits;

    /// <summary>Which languages of art come first, by type.</summary>
    public LanguagePolicy Languages { get; init; } = LanguagePolicy.ByScore;

    /// <summary>How many points each part of the score can bring.</summary>
    public ScoreWeights ScoreWeights { get; init; } = ScoreWeights.Default;

    /// <summary>The ideal sizes that differ from the usual ones, pixels, by type.</summary>
    public IReadOnlyDictionary<AssetType, PixelSize> IdealSizes { get; init; } = ReadOnlyDictionary<AssetType, PixelSize>.Empty;

    /// <summary>The rules of choosing that follow from these settings.</summary>
    /// <returns>The settings of selection.</returns>
    public SelectionSettings Selection() => new()
    {
        Scoring = ScoringSettings.Default with
        {
            PreferredLanguage = PreferredLanguage,
            Weights = ScoreWeights,
            Ideals = IdealSizes.Count == 0
                ? ScoringSettings.Default.Ideals
                : ScoringSettings.Default.Ideals.ToDictionary(pair => pair.Key, pair => IdealSizes.GetValueOrDefault(pair.Key, pair.Value)),
        },
        Limits = AssetLimits,
        Languages = Languages,
    };
}
