using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;

namespace Metarr.Functions.Triggers;

/// <summary>The settings, by the names under which <see cref="ChangePhaseConfig"/> takes them: what is shown can be sent back.</summary>
/// <param name="AutoSelectAssets">Whether the best art is selected at once.</param>
/// <param name="PreferredLanguage">The library's language.</param>
/// <param name="Country">The country whose age ratings count.</param>
/// <param name="ImageLanguages">The languages in which art is listed, beside the preferred one and textless art.</param>
/// <param name="AnalysisMode">How many candidates are looked at.</param>
/// <param name="FreshDays">For how many days an enrichment counts as fresh.</param>
/// <param name="BulkWindow">How many titles of a bulk run are at work at the same time.</param>
/// <param name="AutoPublish">Whether completed runs, edits and choices are published at once.</param>
/// <param name="LanguageOrder">By asset type, which languages of art come first.</param>
/// <param name="StrictLanguages">The types for which art outside the order is never selected.</param>
/// <param name="ScoreWeights">How many points each part of the score can bring.</param>
/// <param name="IdealSizes">By asset type, the ideal sizes that differ from the usual ones, pixels.</param>
internal sealed record PhaseConfigResponse(
    bool AutoSelectAssets,
    string PreferredLanguage,
    string Country,
    EquatableList<string> ImageLanguages,
    AnalysisMode AnalysisMode,
    int FreshDays,
    int BulkWindow,
    bool AutoPublish,
    IReadOnlyDictionary<AssetType, EquatableList<string>> LanguageOrder,
    EquatableList<AssetType> StrictLanguages,
    ScoreWeights ScoreWeights,
    IReadOnlyDictionary<AssetType, PixelSize> IdealSizes)
{
    /// <summary>The answer for settings.</summary>
    public static PhaseConfigResponse Of(EnrichmentSettings settings) => new(
        settings.AutoSelectAssets,
        settings.PreferredLanguage,
        settings.Country,
        settings.ImageLanguages,
        settings.AnalysisMode,
        settings.FreshDays,
        settings.BulkWindow,
        settings.AutoPublish,
        settings.Languages.Order,
        settings.Languages.Strict,
        settings.ScoreWeights,
        settings.IdealSizes);
}
