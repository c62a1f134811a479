using Metarr.Enrichment.Library;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>The body that changes settings; what is left out stays as it is.</summary>
/// <param name="AutoSelectAssets">Whether the best art is selected at once.</param>
/// <param name="PreferredLanguage">The library's language: <c>en</c>, <c>pt-BR</c>.</param>
/// <param name="Country">The country whose age ratings count, two letters.</param>
/// <param name="AnalysisMode">How many candidates are looked at: <c>bestFirst</c> or <c>all</c>.</param>
/// <param name="FreshDays">For how many days an enrichment counts as fresh.</param>
/// <param name="BulkWindow">How many titles of a bulk run are at work at the same time.</param>
/// <param name="LanguageOrder">
/// By asset type, which languages come first: <c>de</c>, <c>pt-BR</c>, <c>original</c>, <c>none</c> for textless art. Types that are
/// not named stay as they are; an empty list goes back to the plain order by score.
/// </param>
/// <param name="StrictLanguages">All types for which art outside the order is never selected: none rather than wrong.</param>
/// <param name="AutoPublish">Whether completed runs, edits and choices are published at once.</param>
/// <param name="ScoreWeights">How many points each part of the score can bring, 100 together; what is left out gets its usual weight.</param>
/// <param name="IdealSizes">By asset type, the ideal size in pixels; null goes back to the usual one, and what is left out stays.</param>
/// <param name="ImageLanguages">
/// The languages in which art is listed, two letters each, beside the preferred one and textless art; an empty list goes back to the usual ones.
/// </param>
internal sealed record ChangePhaseConfig(
    bool? AutoSelectAssets = null,
    string? PreferredLanguage = null,
    string? Country = null,
    AnalysisMode? AnalysisMode = null,
    int? FreshDays = null,
    int? BulkWindow = null,
    Dictionary<AssetType, EquatableList<string>>? LanguageOrder = null,
    EquatableList<AssetType>? StrictLanguages = null,
    bool? AutoPublish = null,
    ScoreWeights? ScoreWeights = null,
    Dictionary<AssetType, PixelSize?>? IdealSizes = null,
    EquatableList<string>? ImageLanguages = null)
{
    private const int MaxLanguages = 20, MaxListed = 100, MaxSide = 20_000;

    /// <summary>What is wrong with it, or null.</summary>
    public IResult? Validate() => this switch
    {
        { PreferredLanguage: { } language } when !LanguagePolicy.IsTag(language) =>
            ApiResponses.Invalid("preferredLanguage", "'preferredLanguage' must be two letters, with a region if you like: 'de', 'pt-BR'."),
        { Country: { } country } when country.Length != 2 || !country.All(char.IsAsciiLetter) =>
            ApiResponses.Invalid("country", "'country' must be two letters, such as 'US'."),
        { FreshDays: < 0 or > 365 } => ApiResponses.Invalid("freshDays", "'freshDays' must be a number from 0 to 365."),
        { BulkWindow: < 1 or > 16 } => ApiResponses.Invalid("bulkWindow", "'bulkWindow' must be a number from 1 to 16."),
        { LanguageOrder: { } order } when order.FirstOrDefault(pair => pair.Value.Any(entry => !LanguagePolicy.IsEntry(entry))) is { Value.Count: > 0 } wrong =>
            ApiResponses.Invalid(
                "languageOrder",
                $"'languageOrder.{wrong.Key.Name()}' must list languages such as 'de' or 'pt-BR', 'original', or 'none' for textless art."),
        { LanguageOrder: { } order } when order.Values.Any(entries => entries.Count > MaxLanguages || entries.Select(Written).Distinct().Count() < entries.Count) =>
            ApiResponses.Invalid("languageOrder", $"'languageOrder' must name each language once, at most {MaxLanguages} for a type."),
        { ScoreWeights: { } weights } when !weights.AreValid() => ApiResponses.Invalid(
            "scoreWeights", "'scoreWeights' must be 'resolution', 'aspect', 'language', 'votes' and 'provider', none below 0 and 100 together."),
        { IdealSizes: { } sizes } when sizes.Values.Any(size => size is { Width: < 1 or > MaxSide } or { Height: < 1 or > MaxSide }) =>
            ApiResponses.Invalid("idealSizes", $"Every size in 'idealSizes' must have a 'width' and a 'height' from 1 to {MaxSide} pixels, or be null."),
        { ImageLanguages: { } listed } when listed.Any(language => !LanguagePolicy.IsTag(language) || language.Length != 2) =>
            ApiResponses.Invalid("imageLanguages", "'imageLanguages' must list languages of two letters each, such as 'en' and 'de'."),
        { ImageLanguages: { } listed } when listed.Count > MaxListed || listed.Distinct().Count() < listed.Count =>
            ApiResponses.Invalid("imageLanguages", $"'imageLanguages' must name each language once, at most {MaxListed}."),
        _ => null,
    };

    /// <summary>The settings with these changes.</summary>
    public EnrichmentSettings Apply(EnrichmentSettings settings) => settings with
    {
        AutoSelectAssets = AutoSelectAssets ?? settings.AutoSelectAssets,
        PreferredLanguage = PreferredLanguage is { } language ? LanguageTag.Parse(language).ToString() : settings.PreferredLanguage,
        Country = Country?.ToUpperInvariant() ?? settings.Country,
        AnalysisMode = AnalysisMode ?? settings.AnalysisMode,
        FreshDays = FreshDays ?? settings.FreshDays,
        BulkWindow = BulkWindow ?? settings.BulkWindow,
        Languages = Languages(settings.Languages),
        AutoPublish = AutoPublish ?? settings.AutoPublish,
        ScoreWeights = ScoreWeights ?? settings.ScoreWeights,
        IdealSizes = Sizes(settings.IdealSizes),
        ImageLanguages = ImageLanguages switch
        {
            null => settings.ImageLanguages,
            { Count: 0 } => EnrichmentSettings.Default.ImageLanguages,
            { } listed => listed,
        },
    };

    private Dictionary<AssetType, PixelSize> Sizes(IReadOnlyDictionary<AssetType, PixelSize> sizes)
    {
        var changed = new Dictionary<AssetType, PixelSize>(sizes);
        foreach (var (type, size) in IdealSizes ?? [])
        {
            if (size is { } ideal) changed[type] = ideal;
            else changed.Remove(type);
        }

        return changed;
    }

    private LanguagePolicy Languages(LanguagePolicy policy)
    {
        var order = new Dictionary<AssetType, EquatableList<string>>(policy.Order);
        foreach (var (type, entries) in LanguageOrder ?? [])
        {
            if (entries.Count == 0) order.Remove(type);
            else order[type] = [.. entries.Select(Written)];
        }

        return new LanguagePolicy { Order = order, Strict = StrictLanguages?.Distinct().ToEquatableList() ?? policy.Strict };
    }

    /// <summary>An entry as it is kept, however it was spelt: another spelling is no other setting, and makes no title due.</summary>
    private static string Written(string entry) => LanguagePolicy.IsTag(entry) ? LanguageTag.Parse(entry).ToString() : entry;
}

/// <summary>Shows and changes how titles are enriched.</summary>
public sealed class SettingsTriggers(SettingsStore settings)
{
    /// <summary>Shows the settings.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the settings.</returns>
    [ApiOperation("Shows the settings.", Answer = typeof(PhaseConfigResponse))]
    [Function("GetPhaseConfig")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/settings/phase-config")] HttpRequest request,
        CancellationToken cancellationToken) =>
        ApiResponses.Data(PhaseConfigResponse.Of(await settings.ReadAsync(cancellationToken)));

    /// <summary>Changes some of the settings.</summary>
    /// <param name="request">The request; its body is a <c>ChangePhaseConfig</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the settings as they are now, or 400.</returns>
    [ApiOperation(
        "Changes some of the settings.",
        Body = typeof(ChangePhaseConfig),
        Answer = typeof(PhaseConfigResponse),
        Problems = ["invalid-request"])]
    [Function("ChangePhaseConfig")]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "v1/settings/phase-config")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var (change, problem) = await RequestBody.ReadAsync<ChangePhaseConfig>(request, cancellationToken);
        if ((problem ?? change!.Validate()) is { } wrong) return wrong;
        return ApiResponses.Data(PhaseConfigResponse.Of(await settings.ChangeAsync(change!.Apply, cancellationToken)));
    }
}
